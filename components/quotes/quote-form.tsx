import { ActionForm, type FormAction, SubmitButton } from "@/components/ui/form";
import { FormField, FormSelect, FormTextarea } from "@/components/ui/form-field";
import { TrapField } from "@/components/ui/trap-field";
import { keptWords } from "@/lib/quotes/kept-words";
import { startWords } from "@/lib/quotes/start-words";

interface QuoteFormProps<T> {
  action: FormAction<T>;
  /** What is known of who asks. */
  known?: { company: string; email: string; seats: number };
}

/** What we need to know before we can say what Enterprise costs. */
export function QuoteForm<T>({ action, known }: QuoteFormProps<T>) {
  return (
    <ActionForm action={action} className="grid max-w-lg gap-5">
      <FormField
        name="company"
        label="Company"
        autoComplete="organization"
        required
        maxLength={100}
        defaultValue={known?.company}
      />
      <FormField
        name="email"
        label="E-mail"
        hint="We answer to this address."
        type="email"
        autoComplete="email"
        required
        defaultValue={known?.email}
      />
      <FormField
        name="seats"
        label="Members"
        hint="How many people will use it, roughly."
        inputMode="numeric"
        required
        defaultValue={known?.seats}
      />
      <FormTextarea name="needs" label="What you need" required maxLength={2000} rows={5} />
      <FormSelect name="start" label="When you want to start" required>
        {Object.entries(startWords).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </FormSelect>
      <TrapField name="fax" />
      <p className="text-muted-foreground text-sm">{keptWords}</p>
      <div>
        <SubmitButton>Ask for a quote</SubmitButton>
      </div>
    </ActionForm>
  );
}
