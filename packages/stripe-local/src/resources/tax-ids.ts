import { invalid } from "../errors.js";
import { type Input, object, required, text } from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { TaxId } from "../types.js";

const taxIdInput = object({ type: required(text), value: required(text) });

/** What each type looks like without spaces, dots and dashes (docs: billing/customer/tax-ids). Other types take anything. */
const SHAPES: Record<string, RegExp> = {
  au_abn: /^\d{11}$/,
  br_cnpj: /^\d{14}$/,
  ca_gst_hst: /^\d{9}RT\d{4}$/,
  ch_vat: /^CHE\d{9}(MWST|TVA|IVA)$/,
  eu_vat:
    /^(ATU\d{8}|BE[01]\d{9}|BG\d{9,10}|CY\d{8}[A-Z]|CZ\d{8,10}|DE\d{9}|DK\d{8}|EE\d{9}|EL\d{9}|ES[A-Z\d]\d{7}[A-Z\d]|FI\d{8}|FR[A-Z\d]{2}\d{9}|HR\d{11}|HU\d{8}|IE(\d{7}[A-Z]{1,2}|\d[A-Z]\d{5}[A-Z])|IT\d{11}|LT(\d{9}|\d{12})|LU\d{8}|LV\d{11}|MT\d{8}|NL\d{9}B\d{2}|PL\d{10}|PT\d{9}|RO\d{2,10}|SE\d{12}|SI\d{8}|SK\d{10}|XI(\d{9}|\d{12}))$/,
  gb_vat: /^(GB)?(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  in_gst: /^\d{2}[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d]$/,
  mx_rfc: /^[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}$/,
  no_vat: /^\d{9}MVA$/,
  nz_gst: /^\d{8,9}$/,
  us_ein: /^\d{9}$/,
  za_vat: /^4\d{9}$/,
};

export const taxIdRoutes: Route[] = [
  route("POST /v1/customers/:id/tax_ids", taxIdInput, (sandbox, input, id) =>
    createTaxId(sandbox, input, id),
  ),
  route("DELETE /v1/customers/:id/tax_ids/:tax", object({}), (sandbox, _, customer, id) => {
    const known = sandbox.store.where("tax_id", "customer", customer).find((each) => each.id === id);
    const taxId = sandbox.store.get("tax_id", known?.id ?? "", "id");
    sandbox.store.remove("tax_id", taxId.id);
    sandbox.emit("customer.tax_id.deleted", taxId);
    return { id: taxId.id, object: "tax_id", deleted: true };
  }),
];

/** Refuses a type that does not exist, and a value that cannot be one of its type. */
export function createTaxId(sandbox: Sandbox, input: Input<typeof taxIdInput>, customer: string): TaxId {
  const owner = sandbox.store.get("customer", customer, "customer");
  const { type, value } = input;
  if (!/^[a-z]{2}_\w+$/.test(type)) throw invalid(`Invalid type: ${type}`, { param: "type" });
  const isKnownShape = SHAPES[type]?.test(value.toUpperCase().replaceAll(/[\s.-]/g, "")) ?? true;
  if (!isKnownShape) throw invalid(`Invalid value for ${type}.`, { code: "tax_id_invalid", param: "value" });
  const [prefix = ""] = type.split("_");
  const created = sandbox.store.put<"tax_id">({
    id: sandbox.id("txi"),
    object: "tax_id",
    country: prefix === "eu" ? value.slice(0, 2).toUpperCase() : prefix.toUpperCase(),
    created: sandbox.nowOf(owner.id),
    customer: owner.id,
    customer_account: null,
    livemode: false,
    owner: { customer: owner.id, customer_account: null, type: "customer" },
    type,
    value,
    verification: { status: "unavailable", verified_address: null, verified_name: null },
  });
  sandbox.emit("customer.tax_id.created", created);
  return created;
}
