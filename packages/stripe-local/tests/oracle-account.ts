import type Stripe from "stripe";
import { createStripeEmulator } from "../src/emulator.js";
import { inProcess } from "../src/in-process.js";
import { dayNumber } from "./oracle.js";
import type { Random } from "./random.js";

/** An account of its own whose clock starts at `now`, with one customer who pays and owes `taxPercent`. */
export async function account(now: number, { country = "US" } = {}) {
  const clock = { ms: now * 1000 };
  const emulator = createStripeEmulator({ seed: 1, now: () => clock.ms, webhooks: null });
  const stripe = inProcess(emulator);
  const customer = await stripe.customers.create({ address: { country } });
  const method = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
  const price = (unit_amount: number, months: number) =>
    stripe.prices.create({
      currency: "usd",
      unit_amount,
      tax_behavior: "exclusive",
      recurring: months === 12 ? { interval: "year" } : { interval: "month", interval_count: months },
      product_data: { name: "Plan" },
    });
  const to = (seconds: number) => emulator.advanceTo(seconds);
  return { emulator, stripe, customer: customer.id, price, to };
}

/** Any second of 2027 to 2031, and often one near the end of a month. */
export function anyMoment(random: Random): number {
  const [year, month] = [random.between(2027, 2031), random.between(0, 11)];
  const day = random.chance(0.5) ? random.between(1, 28) : random.between(29, 31);
  return dayNumber(year, month, day) * 86_400 + random.between(0, 86_399);
}

export function lines(invoice: Stripe.Invoice) {
  return invoice.lines.data.map((line) => ({
    gross: line.amount,
    discount: (line.discount_amounts ?? []).reduce((sum, each) => sum + each.amount, 0),
    tax: (line.taxes ?? []).reduce((sum, each) => sum + each.amount, 0),
  }));
}

/** What a line costs once its discount is taken off. */
export const net = (line: { gross: number; discount: number }) => line.gross - line.discount;

/** The subscription's newest invoice with all of its lines, also where it embeds the first ten only. */
export async function latest(
  stripe: Stripe,
  { latest_invoice }: Stripe.Subscription,
): Promise<Stripe.Invoice> {
  const id = typeof latest_invoice === "string" ? latest_invoice : (latest_invoice?.id ?? "");
  const invoice = await stripe.invoices.retrieve(id);
  const data = await stripe.invoices.listLineItems(id).autoPagingToArray({ limit: 1_000 });
  return { ...invoice, lines: { ...invoice.lines, data } };
}
