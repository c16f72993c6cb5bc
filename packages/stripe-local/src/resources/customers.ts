import { postBalance } from "../billing/balance.js";
import { endSubscription } from "../billing/ending.js";
import { invalid } from "../errors.js";
import { listRoute, pageOf, searchRoute } from "../lists.js";
import { nulls } from "../nulls.js";
import { clearable, type Input, integer, list, object, oneOf, required, text } from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { Customer } from "../types.js";
import { attachMethod, ownMethod, release } from "./payment-methods.js";
import { address, fullAddress, given, mergeMetadata, metadata } from "./shapes.js";

const fields = {
  address: clearable(address),
  balance: integer,
  description: clearable(text),
  email: clearable(text),
  invoice_prefix: text,
  invoice_settings: object({
    custom_fields: clearable(list(object({ name: required(text), value: required(text) }))),
    default_payment_method: clearable(text),
    footer: clearable(text),
  }),
  metadata,
  name: clearable(text),
  next_invoice_sequence: integer,
  phone: clearable(text),
  preferred_locales: list(text),
  tax_exempt: oneOf("exempt", "none", "reverse"),
};
type CustomFields = { name: string; value: string }[] | null;
const create = object({ ...fields, payment_method: text, test_clock: text });
const update = object(fields);

export const customerRoutes: Route[] = [
  searchRoute("/v1/customers", "customer"),
  listRoute("/v1/customers", "customer", { email: text, test_clock: text }, (customer, filter) =>
    filter.test_clock
      ? customer.test_clock === filter.test_clock
      : customer.test_clock === null && (!filter.email || customer.email === filter.email),
  ),
  route("GET /v1/customers/:id", object({}), (sandbox, _, id) => {
    const deleted = sandbox.store.find("_tombstone", id);
    return deleted ? { id, object: "customer", deleted: true } : sandbox.store.get("customer", id);
  }),
  route("POST /v1/customers", create, createCustomer),
  route("POST /v1/customers/:id", update, updateCustomer),
  route("DELETE /v1/customers/:id", object({}), deleteCustomer),
  route(
    "GET /v1/customers/:id/balance_transactions",
    object({ limit: integer, starting_after: text }),
    (sandbox, input, id) => {
      const transactions = sandbox.store.where("customer_balance_transaction", "customer", id);
      return pageOf(transactions.reverse(), input, `/v1/customers/${id}/balance_transactions`);
    },
  ),
  route(
    "POST /v1/customers/:id/balance_transactions",
    object({ amount: required(integer), currency: required(text), description: text }),
    (sandbox, { amount, currency, description }, id) => {
      refuseTooMuch(amount);
      pinCurrency(sandbox, id, currency);
      return postBalance(sandbox, id, amount, "adjustment", { description });
    },
  ),
];

/** Eight digits are what d.ts says of payments (Charge.amount, PaymentIntent.amount); of a balance nothing is documented. */
const MOST_AT_ONCE = 99_999_999;

function refuseTooMuch(amount: number): void {
  if (Math.abs(amount) <= MOST_AT_ONCE) return;
  throw invalid(`The amount must be no more than ${MOST_AT_ONCE}.`, {
    code: "amount_too_large",
    param: "amount",
  });
}

/** A balance is of the customer's one currency, and the first transaction settles it (d.ts: balance transactions). */
function pinCurrency(sandbox: Sandbox, id: string, currency: string): void {
  const { currency: settled } = sandbox.store.get("customer", id);
  if (settled && settled !== currency)
    throw invalid(`The currency must be ${settled}, which is that of the customer.`, { param: "currency" });
  if (!settled) sandbox.store.change("customer", id, { currency });
}

export function createCustomer(sandbox: Sandbox, input: Input<typeof create>): Customer {
  refuseCountry(input.address);
  refuseMalformed(input);
  const clock = input.test_clock
    ? sandbox.store.get("test_helpers.test_clock", input.test_clock, "test_clock")
    : null;
  if (clock) refuseCrowd(sandbox, clock.id);
  const id = sandbox.id("cus");
  const created = sandbox.store.put<"customer">({
    id,
    object: "customer",
    address: fullAddress(input.address),
    balance: input.balance ?? 0,
    created: sandbox.now(clock?.id ?? null),
    delinquent: false,
    description: input.description ?? null,
    email: input.email ?? null,
    invoice_prefix: input.invoice_prefix ?? id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: customFields(input.invoice_settings?.custom_fields),
      default_payment_method: null,
      footer: input.invoice_settings?.footer ?? null,
      rendering_options: null,
    },
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    name: input.name ?? null,
    next_invoice_sequence: input.next_invoice_sequence ?? 1,
    phone: input.phone ?? null,
    preferred_locales: input.preferred_locales ?? [],
    tax_exempt: input.tax_exempt ?? "none",
    test_clock: clock?.id ?? null,
    ...nulls("currency", "customer_account", "default_source", "discount", "shipping"),
  });
  sandbox.emit("customer.created", created);
  const attached = input.payment_method && attachMethod(sandbox, input.payment_method, id).id;
  const wanted = input.invoice_settings?.default_payment_method;
  // `pm_card_visa` named twice is one card (docs: billing/testing/test-clocks).
  const method = wanted === input.payment_method ? attached : wanted;
  return method ? setDefaultMethod(sandbox, id, method) : sandbox.store.get("customer", id);
}

function refuseCountry(given: Input<typeof update>["address"]): void {
  if (!given?.country || /^[A-Z]{2}$/.test(given.country)) return;
  throw invalid(
    `Country '${given.country}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'.`,
    { param: "address[country]" },
  );
}

/** An address no mail can reach, and a prefix no invoice can bear (d.ts: CustomerCreateParams.invoice_prefix). */
function refuseMalformed({ email, invoice_prefix: prefix }: Input<typeof update>): void {
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw invalid(`Invalid email address: ${email}`, { code: "email_invalid", param: "email" });
  if (prefix !== undefined && !/^[A-Z0-9]{3,12}$/.test(prefix))
    throw invalid("Invoice prefixes must be 3 to 12 uppercase letters or numbers.", {
      param: "invoice_prefix",
    });
}

function refuseCrowd(sandbox: Sandbox, clock: string): void {
  const others = sandbox.store.where("customer", "test_clock", clock);
  if (others.length >= 3)
    throw invalid("A test clock can have at most 3 customers.", { param: "test_clock" });
}

export function updateCustomer(sandbox: Sandbox, input: Input<typeof update>, id: string): Customer {
  const before = sandbox.store.get("customer", id);
  refuseCountry(input.address);
  refuseMalformed(input);
  const { address: newAddress, invoice_settings, metadata: newMetadata, ...plain } = input;
  if (invoice_settings?.custom_fields) customFields(invoice_settings.custom_fields);
  if (invoice_settings?.default_payment_method)
    setDefaultMethod(sandbox, id, invoice_settings.default_payment_method);
  return sandbox.store.change("customer", id, {
    ...given(plain),
    ...(newAddress === undefined ? {} : { address: fullAddress(newAddress) }),
    invoice_settings: { ...before.invoice_settings, ...given(invoice_settings ?? {}) },
    metadata: mergeMetadata(before.metadata, newMetadata),
  });
}

/** At most four on an invoice, of 40 and 140 characters (d.ts: CustomerUpdateParams.InvoiceSettings). */
function customFields(wanted: CustomFields | undefined): CustomFields {
  if (!wanted || wanted.length === 0) return null;
  const param = "invoice_settings[custom_fields]";
  if (wanted.length > 4) throw invalid("Array custom_fields exceeded maximum 4 allowed elements.", { param });
  for (const [at, { name, value }] of wanted.entries()) {
    if (name.length > 40 || value.length > 140)
      throw invalid("Invalid string: too long; names have at most 40 characters and values 140.", {
        param: `${param}[${at}]`,
      });
  }
  return wanted;
}

export function setDefaultMethod(sandbox: Sandbox, id: string, method: string): Customer {
  const customer = sandbox.store.get("customer", id);
  const own = ownMethod(sandbox, id, method, "invoice_settings[default_payment_method]");
  const invoice_settings = { ...customer.invoice_settings, default_payment_method: own.id };
  return sandbox.store.change("customer", id, { invoice_settings });
}

function deleteCustomer(sandbox: Sandbox, _: object, id: string): object {
  const customer = sandbox.store.get("customer", id);
  for (const subscription of sandbox.store.where("subscription", "customer", id)) {
    if (subscription.ended_at === null) endSubscription(sandbox, subscription.id, "cancellation_requested");
  }
  for (const method of sandbox.store.where("payment_method", "customer", id)) {
    release(sandbox, method.id);
  }
  sandbox.emit("customer.deleted", customer);
  sandbox.store.remove("customer", id);
  sandbox.store.put<"_tombstone">({ id, object: "_tombstone" });
  return { id, object: "customer", deleted: true };
}
