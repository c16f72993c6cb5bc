import { useTranslations } from "#translations";
import { CardSection } from "@/components/ui/card-section";

const sample = `import { Webhook } from "standardwebhooks";
import { webhookSecret } from "./secrets";

const webhook = new Webhook(webhookSecret);

export async function POST(request: Request) {
  // The bytes as they came: parsing and writing them again changes the signature.
  const body = await request.text();
  const event = webhook.verify(body, Object.fromEntries(request.headers));
  console.log(event);
  return new Response(null, { status: 204 });
}`;

/** How a receiver tells that a request is ours. `verify` throws where it is not. */
export function VerifySample() {
  const t = useTranslations("webhooks.verify");
  return (
    <CardSection title={t("title")} description={t("description")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section aria-label={t("title")} tabIndex={0} className="overflow-x-auto rounded-md bg-muted p-4">
        <pre className="font-mono text-xs leading-relaxed">
          <code>{sample}</code>
        </pre>
      </section>
    </CardSection>
  );
}
