import { invalid } from "../errors.js";
import { listRoute, retrieveRoute } from "../lists.js";
import { nulls } from "../nulls.js";
import {
  clearable,
  decimal,
  flag,
  type Input,
  integer,
  list,
  metadata,
  object,
  oneOf,
  required,
  text,
} from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { Price, Product } from "../types.js";
import { amounts, currencyOptions, mergedOptions, taxBehavior, tier, tierOf } from "./price-options.js";
import { given, mergeMetadata } from "./shapes.js";

const productFields = {
  active: flag,
  description: clearable(text),
  images: list(text),
  metadata,
  marketing_features: list(object({ name: required(text) })),
  tax_code: clearable(text),
  unit_label: clearable(text),
  url: clearable(text),
  statement_descriptor: text,
};
const createProductInput = object({ ...productFields, id: text, name: required(text) });
const updateProductInput = object({ ...productFields, name: text, default_price: text });

const createPriceInput = object({
  active: flag,
  billing_scheme: oneOf("per_unit", "tiered"),
  currency: required(text),
  currency_options: currencyOptions,
  lookup_key: text,
  metadata,
  nickname: text,
  product: text,
  product_data: object({ name: required(text), metadata }),
  recurring: object({
    interval: required(oneOf("day", "week", "month", "year")),
    interval_count: integer,
    meter: text,
    usage_type: oneOf("licensed", "metered"),
    trial_period_days: integer,
  }),
  tax_behavior: taxBehavior,
  tiers: list(tier),
  tiers_mode: oneOf("graduated", "volume"),
  transfer_lookup_key: flag,
  transform_quantity: object({ divide_by: required(integer), round: required(oneOf("up", "down")) }),
  unit_amount: integer,
  unit_amount_decimal: decimal,
});
/** What a price costs never changes; it can be archived, and be given further currencies. */
const updatePriceInput = object({
  active: flag,
  currency_options: currencyOptions,
  metadata,
  nickname: text,
});

export const catalogRoutes: Route[] = [
  listRoute(
    "/v1/products",
    "product",
    { active: flag, ids: list(text), type: text },
    (product, { active, ids }) => {
      const isWanted = !Array.isArray(ids) || ids.includes(product.id);
      return isWanted && (active === undefined || product.active === active);
    },
  ),
  route("POST /v1/products", createProductInput, createProduct),
  route("POST /v1/products/:id", updateProductInput, (sandbox, { metadata: newMetadata, ...plain }, id) => {
    const before = sandbox.store.get("product", id);
    const merged = mergeMetadata(before.metadata, newMetadata);
    return sandbox.store.change("product", id, { ...given(plain), metadata: merged, updated: sandbox.now() });
  }),
  retrieveRoute("/v1/prices", "price", { param: "price" }),
  listRoute(
    "/v1/prices",
    "price",
    {
      active: flag,
      currency: text,
      lookup_keys: list(text),
      product: text,
      type: text,
      recurring: object({ interval: text, usage_type: text, meter: text }),
    },
    keepsPrice,
  ),
  route("POST /v1/prices", createPriceInput, createPrice),
  route("POST /v1/prices/:id", updatePriceInput, (sandbox, input, id) => {
    const { metadata: newMetadata, currency_options: options, ...plain } = input;
    const before = sandbox.store.get("price", id);
    return sandbox.store.change("price", id, {
      ...given(plain),
      ...(options && { currency_options: mergedOptions(before, options) }),
      metadata: mergeMetadata(before.metadata, newMetadata),
    });
  }),
];

function createProduct(sandbox: Sandbox, input: Input<typeof createProductInput>): Product {
  if (input.id && sandbox.store.find("product", input.id)) {
    throw invalid("Product already exists.", { code: "resource_already_exists", param: "id" });
  }
  const now = sandbox.now();
  const created = sandbox.store.put<"product">({
    id: input.id ?? sandbox.id("prod"),
    object: "product",
    active: input.active ?? true,
    created: now,
    description: input.description ?? null,
    images: input.images ?? [],
    livemode: false,
    marketing_features: input.marketing_features ?? [],
    metadata: mergeMetadata({}, input.metadata),
    name: input.name,
    statement_descriptor: input.statement_descriptor ?? null,
    tax_code: input.tax_code ?? null,
    type: "service",
    unit_label: input.unit_label ?? null,
    updated: now,
    url: input.url ?? null,
    ...nulls("default_price", "package_dimensions", "shippable", "tax_details"),
  });
  sandbox.emit("product.created", created);
  return created;
}

function createPrice(sandbox: Sandbox, input: Input<typeof createPriceInput>): Price {
  const product = input.product
    ? sandbox.store.get("product", input.product, "product")
    : createProduct(sandbox, { name: input.product_data?.name ?? "Product", ...input.product_data });
  if (input.recurring?.meter) sandbox.store.get("billing.meter", input.recurring.meter, "recurring[meter]");
  if (input.lookup_key) freeLookupKey(sandbox, input.lookup_key, input.transfer_lookup_key ?? false);
  const isTiered = input.billing_scheme === "tiered";
  const billing_scheme = isTiered ? ("tiered" as const) : ("per_unit" as const);
  const currency = input.currency.toLowerCase();
  const unit = amounts(input.unit_amount, input.unit_amount_decimal);
  if (!isTiered && unit.decimal === null) {
    throw invalid("Missing required param: unit_amount.", {
      code: "parameter_missing",
      param: "unit_amount",
    });
  }
  const created = sandbox.store.put<"price">({
    id: sandbox.id("price"),
    object: "price",
    active: input.active ?? true,
    billing_scheme,
    created: sandbox.now(),
    currency,
    currency_options: mergedOptions({ billing_scheme, currency }, input.currency_options),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: input.lookup_key ?? null,
    metadata: mergeMetadata({}, input.metadata),
    nickname: input.nickname ?? null,
    product: product.id,
    recurring: recurringOf(input),
    tax_behavior: input.tax_behavior ?? "unspecified",
    ...(isTiered ? { tiers: (input.tiers ?? []).map(tierOf) } : {}),
    tiers_mode: isTiered ? (input.tiers_mode ?? "graduated") : null,
    transform_quantity: input.transform_quantity ?? null,
    type: input.recurring ? "recurring" : "one_time",
    unit_amount: isTiered ? null : unit.whole,
    unit_amount_decimal: isTiered ? null : unit.decimal,
  });
  sandbox.emit("price.created", created);
  return created;
}

function freeLookupKey(sandbox: Sandbox, key: string, transfers: boolean): void {
  const [holder] = sandbox.store.where("price", "lookup_key", key);
  if (!holder) return;
  if (!transfers) {
    throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, {
      code: "resource_already_exists",
      param: "lookup_key",
    });
  }
  sandbox.store.change("price", holder.id, { lookup_key: null });
}

function keepsPrice(price: Price, filter: Record<string, unknown>): boolean {
  const { lookup_keys: keys, recurring, ...plain } = filter;
  if (Array.isArray(keys) && keys.length > 10)
    throw invalid("You may only specify up to 10 lookup_keys.", { param: "lookup_keys" });
  const isNamed = !Array.isArray(keys) || keys.includes(price.lookup_key);
  return isNamed && agrees(price, plain) && (!recurring || agrees(price.recurring ?? {}, recurring));
}

function agrees(object: object, wanted: object): boolean {
  const fields = new Map(Object.entries(object));
  return Object.entries(wanted).every(([key, value]) => value === undefined || fields.get(key) === value);
}

function recurringOf({ recurring }: Input<typeof createPriceInput>): Price["recurring"] {
  if (!recurring) return null;
  return {
    interval: recurring.interval,
    interval_count: recurring.interval_count ?? 1,
    meter: recurring.meter ?? null,
    trial_period_days: recurring.trial_period_days ?? null,
    usage_type: recurring.usage_type ?? "licensed",
  };
}
