import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Meter } from "@/components/ui/meter";
import type { Limits } from "@/lib/entitlements/list-limits";
import { labelOf, withAlsoCounted, withWords } from "@/lib/entitlements/plan-words";

/** Everything the plan counts, each against its cap. */
export function UsageCard({ limits }: { limits: Limits }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Usage</CardTitle>
        <CardDescription>What the workspace has of what its plan includes.</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-5 sm:grid-cols-2">
        {withWords(limits).map(({ name, words, value }) => (
          <Meter
            key={name}
            label={withAlsoCounted(labelOf(words), words)}
            used={value.used}
            limit={value.limit}
          />
        ))}
      </CardContent>
    </Card>
  );
}
