import { Button } from "@/components/ui/button";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { Link } from "@/components/ui/link";
import { pausePlanAction } from "@/lib/billing/actions";

export function PauseForm({ planName, billingHref }: { planName: string; billingHref: string }) {
  return (
    <ActionForm action={pausePlanAction} className="grid gap-6">
      <FormField
        name="until"
        type="date"
        label="Resume on (optional)"
        hint="The plan resumes by itself on this day, and the card is charged then. Left empty, it waits for you."
        className="max-w-48"
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Pause {planName}</SubmitButton>
        <Button asChild variant="outline">
          <Link href={billingHref}>Go back</Link>
        </Button>
      </div>
    </ActionForm>
  );
}
