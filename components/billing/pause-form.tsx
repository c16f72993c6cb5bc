import { Button } from "@/components/ui/button";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { pausePlanAction } from "@/lib/billing/actions";

export function PauseForm({ planName, billingHref }: { planName: string; billingHref: string }) {
  return (
    <ActionForm action={pausePlanAction}>
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Pause {planName}</SubmitButton>
        <Button asChild variant="outline">
          <Link href={billingHref}>Go back</Link>
        </Button>
      </div>
    </ActionForm>
  );
}
