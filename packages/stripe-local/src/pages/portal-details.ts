import { updateCustomer } from "../resources/customers.js";
import { createTaxId } from "../resources/tax-ids.js";
import { field, type Html, html } from "./html.js";
import type { View } from "./portal.js";

/** Name, email, address and VAT number: each only where the configuration allows it. */
export function detailsSection(view: View): Html {
  const { customer } = view;
  return html`<form method="post" class="card stack">
  <h2>Billing details</h2>
  ${allows(view, "name") && field({ name: "name", label: "Name", value: customer.name ?? "", attributes: html`autocomplete="organization"` })}
  ${allows(view, "email") && field({ name: "email", label: "Email for invoices", value: customer.email ?? "", attributes: html`type="email" autocomplete="email"` })}
  ${allows(view, "address") && addressFields(view)}
  ${allows(view, "tax_id") && field({ name: "tax_id", label: "Add a VAT number", hint: taxIdHint(view) })}
  <button type="submit" name="intent" value="address">Save billing details</button>
</form>`;
}

export function saveDetails(view: View): void {
  const { sandbox, customer, typed } = view;
  const value = (name: string) => (typed.get(name) ?? "").trim();
  const country = value("country").toUpperCase();
  const address = { line1: value("line1"), postal_code: value("postal_code"), city: value("city"), country };
  const changes = {
    ...(allows(view, "name") && value("name") ? { name: value("name") } : {}),
    ...(allows(view, "email") && value("email") ? { email: value("email") } : {}),
    ...(allows(view, "address") ? { address } : {}),
  };
  updateCustomer(sandbox, changes, customer.id);
  if (!allows(view, "tax_id") || value("tax_id") === "") return;
  const type = country === "GB" ? "gb_vat" : "eu_vat";
  createTaxId(sandbox, { type, value: value("tax_id") }, customer.id);
}

function addressFields({ customer: { address } }: View): Html {
  return html`${field({ name: "line1", label: "Street and number", value: address?.line1 ?? "", attributes: html`autocomplete="address-line1"` })}
  <div class="pair">
    ${field({ name: "postal_code", label: "Postal code", value: address?.postal_code ?? "", attributes: html`autocomplete="postal-code"` })}
    ${field({ name: "city", label: "City", value: address?.city ?? "", attributes: html`autocomplete="address-level2"` })}
  </div>
  ${field({ name: "country", label: "Country code", value: address?.country ?? "", attributes: html`autocomplete="country" maxlength="2"`, hint: "Two letters, such as DE." })}`;
}

function taxIdHint({ sandbox, customer }: View): string {
  const known = sandbox.store.where("tax_id", "customer", customer.id);
  return known.length > 0 ? `On file: ${known.map((each) => each.value).join(", ")}` : "Optional";
}

function allows({ features }: View, update: string): boolean {
  return features.customer_update.allowed_updates.includes(update);
}
