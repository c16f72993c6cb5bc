import { Button } from "@/components/ui/button";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormTextarea } from "@/components/ui/form-field";
import { Link } from "@/components/ui/link";
import { NativeRadioGroup, Radio } from "@/components/ui/native-radio-group";
import { cancelPlanAction } from "@/lib/billing/actions";
import { cancelReasons } from "@/lib/billing/cancel-words";

type CancelFormProps = { planName: string; billingHref: string };

/** Why somebody leaves. They may say nothing, and leave all the same. */
export function CancelForm({ planName, billingHref }: CancelFormProps) {
  return (
    <ActionForm action={cancelPlanAction} className="grid gap-6">
      <NativeRadioGroup legend="Why are you leaving? (optional)" className="sm:grid-cols-2">
        {Object.entries(cancelReasons).map(([value, label]) => (
          <Radio key={value} name="feedback" value={value} label={label} />
        ))}
      </NativeRadioGroup>
      <FormTextarea name="comment" label="Anything we should know? (optional)" maxLength={500} rows={3} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton variant="destructive">Cancel {planName}</SubmitButton>
        <Button asChild variant="outline">
          <Link href={billingHref}>Keep {planName}</Link>
        </Button>
      </div>
    </ActionForm>
  );
}
