import type { Metadata } from "next";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { UsageCard } from "@/components/usage/usage-card";
import { usageOverview } from "@/lib/billing/metered/usage-overview";
import { read } from "@/lib/entry/page";
import { formatDay } from "@/lib/platform/date";

export const metadata: Metadata = { title: "Usage" };

export default async function UsagePage() {
  const { planName, period, meters } = await read(usageOverview, {});
  return (
    <>
      <PageHeader
        title="Usage"
        description={`What the workspace has used of its ${planName} plan since ${formatDay(period.startsAt)}.`}
        actions={
          <Button asChild variant="outline">
            <Link href="/settings/billing">Plan and billing</Link>
          </Button>
        }
      />
      <div className="grid gap-6">
        {meters.map((meter) => (
          <UsageCard key={meter.feature} meter={meter} resetsOn={formatDay(period.endsAt)} />
        ))}
      </div>
    </>
  );
}
