import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { ApiKey } from "@/lib/api-keys/schema";

type Shown = string | null | undefined;
type KeyFactsProps = { apiKey: ApiKey; created: Shown; lastUsed: Shown; expires: Shown };

/** What a key may do, until when and from where. */
export function KeyFacts({ apiKey, created, lastUsed, expires }: KeyFactsProps) {
  const t = useTranslations("apiKeys");
  const role = useTranslations("roles");
  const networks = apiKey.networks.length > 0 ? apiKey.networks.join(" ") : null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("facts.title")}</CardTitle>
      </CardHeader>
      <CardContent>
        <dl className="grid gap-2.5">
          <Fact label={t("fields.role")}>{role(apiKey.role)}</Fact>
          <Fact label={t("fields.scopes")}>
            <code className="text-xs">{apiKey.scopes.join(" ")}</code>
          </Fact>
          <Fact label={t("fields.networks")}>{networks ?? t("facts.everywhere")}</Fact>
          <Fact label={t("facts.rate")}>{t("facts.perMinute", { calls: apiKey.requestsPerMinute })}</Fact>
          <Fact label={t("facts.created")}>{created}</Fact>
          <Fact label={t("page.lastUsed")}>{lastUsed ?? t("page.never")}</Fact>
          <Fact label={t("facts.expires")}>{expires ?? t("page.never")}</Fact>
        </dl>
      </CardContent>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="shrink-0 text-muted-foreground">{label}</dt>
      <dd className="wrap-anywhere text-right">{children}</dd>
    </div>
  );
}
