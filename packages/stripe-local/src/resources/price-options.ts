import { invalid } from "../errors.js";
import {
  byCurrency,
  decimal,
  either,
  type Input,
  integer,
  list,
  object,
  oneOf,
  required,
} from "../params.js";
import type { Price } from "../types.js";

export const taxBehavior = oneOf("exclusive", "inclusive", "unspecified");

export const tier = object({
  up_to: required(either(integer, oneOf("inf"))),
  unit_amount: integer,
  unit_amount_decimal: decimal,
  flat_amount: integer,
  flat_amount_decimal: decimal,
});

/** What a price costs in other currencies than its own. */
export const currencyOptions = byCurrency(
  object({
    tax_behavior: taxBehavior,
    tiers: list(tier),
    unit_amount: integer,
    unit_amount_decimal: decimal,
  }),
);
type Options = NonNullable<Price["currency_options"]>;

/**
 * The options of a price, those that were there and those that come. In place it takes further currencies; that an amount
 * that is there stays is an assumption on the strict side, as for the price's own.
 */
export function mergedOptions(
  price: Pick<Price, "billing_scheme" | "currency" | "currency_options">,
  wanted: Input<typeof currencyOptions> = {},
): Options {
  const before = price.currency_options ?? {};
  const added = Object.entries(wanted).map(([currency, given]): [string, Options[string]] => {
    const param = `currency_options[${currency}]`;
    if (currency === price.currency) throw topLevel(param);
    const option = optionOf(price.billing_scheme, given, param);
    const known = before[currency];
    if (known && !costsTheSame(known, option))
      throw invalid(`The amount of a currency option cannot be changed (${currency}).`, { param });
    return [currency, option];
  });
  return { ...before, ...Object.fromEntries(added) };
}

/** stripe/stripe-node#1559 quotes the sentence. */
const topLevel = (param: string): Error =>
  invalid(
    "You are specifying an update to a currency option that matches the top-level currency for this price. Please remove this currency option and update the top-level params instead.",
    { param },
  );

const costsTheSame = (one: Options[string], other: Options[string]): boolean =>
  one.unit_amount_decimal === other.unit_amount_decimal &&
  JSON.stringify(one.tiers) === JSON.stringify(other.tiers);

function optionOf(
  scheme: Price["billing_scheme"],
  given: Input<typeof currencyOptions>[string],
  param: string,
): Options[string] {
  const unit = amounts(given.unit_amount, given.unit_amount_decimal);
  const isTiered = scheme === "tiered";
  const isMissing = isTiered ? !given.tiers : unit.decimal === null;
  if (isMissing)
    throw invalid(`Missing required param: ${param}[${isTiered ? "tiers" : "unit_amount"}].`, {
      code: "parameter_missing",
      param: `${param}[${isTiered ? "tiers" : "unit_amount"}]`,
    });
  return {
    custom_unit_amount: null,
    tax_behavior: given.tax_behavior ?? "unspecified",
    ...(isTiered ? { tiers: (given.tiers ?? []).map(tierOf) } : {}),
    unit_amount: isTiered ? null : unit.whole,
    unit_amount_decimal: isTiered ? null : unit.decimal,
  };
}

export function tierOf(given: Input<typeof tier>): NonNullable<Price["tiers"]>[number] {
  const unit = amounts(given.unit_amount, given.unit_amount_decimal);
  const flat = amounts(given.flat_amount, given.flat_amount_decimal);
  return {
    flat_amount: flat.whole,
    flat_amount_decimal: flat.decimal,
    unit_amount: unit.whole,
    unit_amount_decimal: unit.decimal,
    up_to: given.up_to === "inf" ? null : given.up_to,
  };
}

/** A fraction of a minor unit has no whole amount. */
export function amounts(
  whole: number | undefined,
  exact: string | undefined,
): { whole: number | null; decimal: string | null } {
  if (whole !== undefined) return { whole, decimal: String(whole) };
  if (exact === undefined) return { whole: null, decimal: null };
  return { whole: Number.isInteger(Number(exact)) ? Number(exact) : null, decimal: exact };
}
