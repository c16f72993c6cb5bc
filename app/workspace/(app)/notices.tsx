import { VerifyBanner } from "@/components/auth/verify-banner";
import { Banner } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { TenantContext } from "@/lib/core/context";
import { can } from "@/lib/core/permissions";
import { currentSession } from "@/lib/entry/context";
import { getTranslations } from "@/lib/entry/language";
import { read } from "@/lib/entry/page";
import { listEndpoints } from "@/lib/webhooks/queries";

/** What stands above every page until it is settled: an unpaid invoice, an unverified address, an endpoint that is sent nothing more. */
export async function Notices({ context: { tenant, role } }: { context: TenantContext }) {
  const session = await currentSession();
  const billingHref = can(role, "billing:read") ? "/settings/billing" : null;
  return (
    <>
      {tenant.access === "full" ? null : (
        <RestrictedBanner access={tenant.access} billingHref={billingHref} />
      )}
      {session && !session.user.isEmailVerified ? <VerifyBanner email={session.user.email} /> : null}
      {can(role, "webhooks:manage") ? <DisabledEndpoints /> : null}
    </>
  );
}

type RestrictedBannerProps = {
  access: "restricted" | "suspended";
  /** Null for who may not see the invoice. */
  billingHref: string | null;
};

function RestrictedBanner({ access, billingHref }: RestrictedBannerProps) {
  return (
    <Banner
      variant="warning"
      title={
        access === "restricted"
          ? "This workspace is read-only until its open invoice is paid."
          : "This workspace is read-only while its plan is paused."
      }
      action={
        billingHref ? (
          <Button asChild size="sm" variant="outline">
            <Link href={billingHref}>Go to billing</Link>
          </Button>
        ) : null
      }
    >
      {billingHref ? null : "Ask an owner of the workspace to settle it."}
    </Banner>
  );
}

/** Who may resume them hears of it on whichever page they are. */
async function DisabledEndpoints() {
  const disabled = (await read(listEndpoints, {})).filter(({ status }) => status === "disabled");
  const [first] = disabled;
  if (!first) return null;
  const t = await getTranslations("webhooks.banner");
  const isOne = disabled.length === 1;
  return (
    <Banner
      variant="warning"
      title={t("title", { count: disabled.length, host: new URL(first.url).host })}
      action={
        <Button asChild size="sm" variant="outline">
          <Link href={isOne ? `/settings/webhooks/${first.id}` : "/settings/webhooks"}>{t("see")}</Link>
        </Button>
      }
    />
  );
}
