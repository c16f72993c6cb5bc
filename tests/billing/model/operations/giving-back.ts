import type Stripe from "stripe";
import { idOf } from "../customer-state";
import type { Operation, Scene } from "../operations";

/** Money that goes back, and debts that are lowered. */
export const givingBack: readonly Operation[] = [
  { name: "refund", weight: 1, stages: ["active", "none"], run: refund },
  {
    name: "credit note on what is owed",
    weight: 1,
    stages: ["active", "past_due", "unpaid"],
    run: lowerDebt,
  },
  { name: "credit note to the balance", weight: 1, stages: ["active", "past_due"], run: creditBalance },
  { name: "credit note to the card", weight: 1, stages: ["active", "none"], run: creditCard },
  { name: "credit note of a refund", weight: 0.5, stages: ["active", "none"], run: noteRefund },
  { name: "credit note outside", weight: 0.5, stages: ["active"], run: creditOutside },
  { name: "credit note to all three", weight: 0.5, stages: ["active"], run: creditEverywhere },
];

async function refund(scene: Scene) {
  const charge = await refundable(scene);
  if (!charge) return null;
  const left = charge.amount - charge.amount_refunded;
  const { random, world } = scene;
  return world.stripe.refunds.create({
    charge: charge.id,
    amount: random.chance(0.5) ? left : random.between(1, left),
  });
}

async function refundable({ world, customer }: Scene): Promise<Stripe.Charge | null> {
  const { data } = await world.stripe.charges.list({ customer, limit: 5 });
  return data.find(({ paid, refunded }) => paid && !refunded) ?? null;
}

async function lowerDebt(scene: Scene) {
  const invoice = await anInvoice(scene, "open");
  if (!invoice) return null;
  const amount = scene.random.between(1, invoice.amount_remaining);
  return scene.world.stripe.creditNotes.create({ invoice: invoice.id, amount });
}

async function creditBalance(scene: Scene) {
  const invoice = await anInvoice(scene, "paid");
  if (!invoice) return null;
  const amount = scene.random.between(1, leftOf(invoice));
  return scene.world.stripe.creditNotes.create({ invoice: invoice.id, amount, credit_amount: amount });
}

async function creditCard(scene: Scene) {
  const invoice = await anInvoice(scene, "paid");
  if (!invoice) return null;
  const amount = scene.random.between(1, leftOf(invoice));
  return scene.world.stripe.creditNotes.create({ invoice: invoice.id, amount, refund_amount: amount });
}

/** First the money, then the paper, as somebody does who finds the refund at the dashboard. */
async function noteRefund(scene: Scene) {
  const { stripe } = scene.world;
  const invoice = await anInvoice(scene, "paid");
  const intent = invoice && (await intentOf(scene, invoice));
  if (!invoice || !intent) return null;
  const amount = scene.random.between(1, Math.min(leftOf(invoice), invoice.amount_paid));
  const { id } = await stripe.refunds.create({ payment_intent: intent, amount });
  return stripe.creditNotes.create({
    invoice: invoice.id,
    amount,
    refunds: [{ refund: id, amount_refunded: amount }],
  });
}

async function intentOf({ world }: Scene, { id }: Stripe.Invoice): Promise<string> {
  const { data } = await world.stripe.invoicePayments.list({ invoice: id, status: "paid" });
  return idOf(data[0]?.payment.payment_intent ?? null);
}

async function creditOutside(scene: Scene) {
  const invoice = await anInvoice(scene, "paid");
  if (!invoice) return null;
  const amount = scene.random.between(1, leftOf(invoice));
  return scene.world.stripe.creditNotes.create({ invoice: invoice.id, amount, out_of_band_amount: amount });
}

async function creditEverywhere(scene: Scene) {
  const invoice = await anInvoice(scene, "paid");
  if (!invoice || leftOf(invoice) < 6) return null;
  const part = scene.random.between(1, Math.floor(leftOf(invoice) / 3));
  return scene.world.stripe.creditNotes.create({
    invoice: invoice.id,
    amount: 3 * part,
    credit_amount: part,
    refund_amount: part,
    out_of_band_amount: part,
  });
}

/** The newest of a customer's invoices in a status that a note can still take something off. */
async function anInvoice(
  { world, customer }: Scene,
  status: "open" | "paid",
): Promise<Stripe.Invoice | null> {
  const { data } = await world.stripe.invoices.list({ customer, status, limit: 5 });
  return data.find((invoice) => invoice.total > 0 && leftOf(invoice) > 0) ?? null;
}

const leftOf = (invoice: Stripe.Invoice): number =>
  invoice.status === "open"
    ? invoice.amount_remaining
    : invoice.total - invoice.pre_payment_credit_notes_amount - invoice.post_payment_credit_notes_amount;
