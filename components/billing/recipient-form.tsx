import { Button } from "@/components/ui/button";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField, FormSelect } from "@/components/ui/form-field";
import { Link } from "@/components/ui/link";
import { setRecipientAction } from "@/lib/billing/actions";
import type { Recipient } from "@/lib/billing/recipient/get-recipient";

interface RecipientFormProps {
  recipient: Recipient;
  /** Those there are to choose from, in their order. */
  countries: { code: string; name: string }[];
  billingHref: string;
}

/** Whom invoices are made out to from now on. What is left empty is taken off them. */
export function RecipientForm({ recipient, countries, billingHref }: RecipientFormProps) {
  const { name, taxId, purchaseOrder, email } = recipient;
  return (
    <ActionForm action={setRecipientAction} className="grid max-w-xl gap-5">
      <FormField
        name="name"
        label="Company or person"
        hint="The legal name, as your books need it."
        defaultValue={name ?? ""}
        autoComplete="organization"
        required
      />
      <AddressFields {...recipient} />
      <CountryField country={recipient.country} countries={countries} />
      <FormField
        name="taxId"
        label="Tax ID (optional)"
        hint="Your VAT, GST or other number, for example DE123456789."
        defaultValue={taxId ?? ""}
        autoComplete="off"
      />
      <FormField
        name="purchaseOrder"
        label="Purchase order (optional)"
        hint="Printed on every invoice until you change it."
        defaultValue={purchaseOrder ?? ""}
        autoComplete="off"
      />
      <FormField
        name="email"
        label="E-mail for invoices"
        hint="Receipts go here as well as to everybody who manages billing."
        type="email"
        defaultValue={email ?? ""}
        autoComplete="email"
        required
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Save</SubmitButton>
        <Button asChild variant="outline">
          <Link href={billingHref}>Go back</Link>
        </Button>
      </div>
    </ActionForm>
  );
}

function AddressFields({ line1, line2, postalCode, city, state }: Recipient) {
  return (
    <>
      <FormField
        name="line1"
        label="Street and number"
        defaultValue={line1 ?? ""}
        autoComplete="address-line1"
        required
      />
      <FormField
        name="line2"
        label="Building or floor (optional)"
        defaultValue={line2 ?? ""}
        autoComplete="address-line2"
      />
      <div className="grid gap-5 sm:grid-cols-[10rem_1fr]">
        <FormField
          name="postalCode"
          label="Postal code"
          defaultValue={postalCode ?? ""}
          autoComplete="postal-code"
        />
        <FormField
          name="city"
          label="City"
          defaultValue={city ?? ""}
          autoComplete="address-level2"
          required
        />
      </div>
      <FormField
        name="state"
        label="State or region (optional)"
        defaultValue={state ?? ""}
        autoComplete="address-level1"
      />
    </>
  );
}

function CountryField({
  country,
  countries,
}: Pick<Recipient, "country"> & Pick<RecipientFormProps, "countries">) {
  return (
    <FormSelect name="country" label="Country" defaultValue={country ?? ""} autoComplete="country" required>
      <option value="">Choose a country</option>
      {countries.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </FormSelect>
  );
}
