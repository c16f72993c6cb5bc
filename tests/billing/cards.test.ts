import { afterAll, beforeAll, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { addCard } from "@/lib/billing/cards/add-card";
import { listCards } from "@/lib/billing/cards/list-cards";
import { makeDefaultCard } from "@/lib/billing/cards/make-default-card";
import { receiveCard } from "@/lib/billing/cards/receive-card";
import { removeCard } from "@/lib/billing/cards/remove-card";
import { pausePlan } from "@/lib/billing/changes/pause-plan";
import { resumePlan } from "@/lib/billing/changes/resume-plan";
import { getBilling } from "@/lib/billing/queries";
import { syncNow } from "@/lib/billing/sync/sync";
import { clock, days } from "@/lib/platform/clock";
import { workspace } from "../support/world";
import { type LocalBilling, payingWorkspace, spoilCard, startLocalBilling, subscribe } from "./local-billing";
import { payAt } from "./pay-at";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

type Payer = Awaited<ReturnType<typeof subscribedWorkspace>>;

/** A workspace on Professional, paid with a Visa card that its subscription names. */
async function subscribedWorkspace() {
  const acme = await payingWorkspace();
  const { id: subscriptionId } = await subscribe(billing, acme.customerId);
  await syncNow(acme.customerId);
  return { ...acme, subscriptionId };
}

const addedTo = ({ customerId }: Pick<Payer, "customerId">, card = "pm_card_mastercard") =>
  billing.dashboard.paymentMethods.attach(card, { customer: customerId });

async function cardsOf({ owner }: Pick<Payer, "owner">) {
  const found = await owner.run(listCards, {});
  return found?.cards ?? [];
}

const withBrand = (brand: string) => expect.objectContaining({ brand });

test("every card is listed as it stands at Stripe, the default first", async () => {
  const acme = await subscribedWorkspace();
  const added = await addedTo(acme);
  expect(await cardsOf(acme)).toEqual([
    expect.objectContaining({
      brand: "visa",
      last4: "4242",
      isDefault: true,
      expiry: null,
      keeping: "default",
    }),
    expect.objectContaining({ id: added.id, brand: "mastercard", isDefault: false, keeping: null }),
  ]);
  expect(await acme.admin.run(listCards, {})).toMatchObject({ cards: [{}, {}] });
});

test("before the first checkout there are none, and none can be changed", async () => {
  const acme = await workspace({ plan: "free" });
  expect(await acme.owner.run(listCards, {})).toBeNull();
  for (const deed of [makeDefaultCard, removeCard])
    await expect(acme.owner.run(deed, { id: "pm_card_visa" })).rejects.toMatchObject({ code: "not_found" });
});

test("the default is what invoices and the subscription are charged to", async () => {
  const acme = await subscribedWorkspace();
  const added = await addedTo(acme);
  await acme.billing.run(makeDefaultCard, { id: added.id });
  expect((await cardsOf(acme))[0]).toMatchObject({ id: added.id, isDefault: true });
  const { dashboard } = billing;
  expect(await dashboard.customers.retrieve(acme.customerId)).toMatchObject({
    invoice_settings: { default_payment_method: added.id },
  });
  expect(await dashboard.subscriptions.retrieve(acme.subscriptionId)).toMatchObject({
    default_payment_method: added.id,
  });
  expect(await acme.owner.ask(getBilling, {})).toMatchObject({ paymentMethod: { brand: "mastercard" } });
  const { items } = await acme.owner.ask(listEvents, {});
  expect(items).toContainEqual(expect.objectContaining({ type: "card.default_requested" }));
});

test("a purchase order that stands on the customer outlives another default", async () => {
  const acme = await subscribedWorkspace();
  const fields = [{ name: "PO number", value: "PO-4711" }];
  await billing.dashboard.customers.update(acme.customerId, { invoice_settings: { custom_fields: fields } });
  await acme.owner.run(makeDefaultCard, { id: (await addedTo(acme)).id });
  expect(await billing.dashboard.customers.retrieve(acme.customerId)).toMatchObject({
    invoice_settings: { custom_fields: fields },
  });
});

test("a card beside the default is removed, the default only after another one is", async () => {
  const acme = await subscribedWorkspace();
  const added = await addedTo(acme);
  const [visa] = await cardsOf(acme);
  await expect(acme.owner.run(removeCard, { id: visa?.id ?? "" })).rejects.toMatchObject({
    code: "conflict",
    message: "This card is charged by default. Make another card the default first.",
  });
  await acme.owner.run(makeDefaultCard, { id: added.id });
  await acme.owner.run(removeCard, { id: visa?.id ?? "" });
  expect(await cardsOf(acme)).toEqual([withBrand("mastercard")]);
});

test("a card that another subscription of the customer is charged to stays, until another is the default of both", async () => {
  const acme = await subscribedWorkspace();
  const { id: second } = await subscribe(billing, acme.customerId, { card: "pm_card_mastercard" });
  const [first, other] = await cardsOf(acme);
  expect([first, other]).toMatchObject([{ keeping: "default" }, { keeping: "charged", isDefault: false }]);
  await expect(acme.owner.run(removeCard, { id: other?.id ?? "" })).rejects.toMatchObject({
    code: "conflict",
    message: "Another subscription is charged to this card. Make another card the default first.",
  });
  const added = await billing.dashboard.paymentMethods.attach("pm_card_amex", { customer: acme.customerId });
  await acme.owner.run(makeDefaultCard, { id: added.id });
  for (const card of [first, other]) await acme.owner.run(removeCard, { id: card?.id ?? "" });
  expect(await billing.dashboard.subscriptions.retrieve(second)).toMatchObject({
    default_payment_method: added.id,
  });
});

test("the last card of a paid plan stays", async () => {
  const acme = await subscribedWorkspace();
  const [visa] = await cardsOf(acme);
  expect(visa).toMatchObject({ keeping: "needed" });
  await expect(acme.owner.run(removeCard, { id: visa?.id ?? "" })).rejects.toMatchObject({
    code: "conflict",
    message: "This is the only card of a paid plan. Add another card first.",
  });
  expect(await cardsOf(acme)).toEqual([withBrand("visa")]);
});

test("the last card of a paused plan stays where a day is set on which it is charged, and goes where none is", async () => {
  const acme = await subscribedWorkspace();
  await acme.owner.run(pausePlan, { until: clock.in(days(30)).toISOString().slice(0, 10) });
  const [visa] = await cardsOf(acme);
  expect(visa).toMatchObject({ keeping: "needed" });
  const remove = () => acme.owner.run(removeCard, { id: visa?.id ?? "" });
  await expect(remove()).rejects.toMatchObject({ code: "conflict" });
  await acme.owner.run(resumePlan, {});
  await acme.owner.run(pausePlan, {});
  await expect(remove()).resolves.toBeDefined();
});

test("once the plan has ended and nothing is owed the last card goes as well", async () => {
  const acme = await subscribedWorkspace();
  await billing.dashboard.subscriptions.cancel(acme.subscriptionId);
  await syncNow(acme.customerId);
  const [visa] = await cardsOf(acme);
  expect(visa).toMatchObject({ keeping: null });
  await acme.owner.run(removeCard, { id: visa?.id ?? "" });
  expect(await cardsOf(acme)).toEqual([]);
  expect(await acme.owner.ask(getBilling, {})).toMatchObject({ paymentMethod: null });
});

test("the last card stays while an invoice is open, also once the plan has ended", async () => {
  const acme = await subscribedWorkspace();
  const { dashboard } = billing;
  await dashboard.subscriptions.cancel(acme.subscriptionId);
  const { id: invoiceId } = await dashboard.invoices.create({
    customer: acme.customerId,
    auto_advance: false,
  });
  await dashboard.invoiceItems.create({
    customer: acme.customerId,
    invoice: invoiceId,
    amount: 5_000,
    currency: "usd",
  });
  await dashboard.invoices.finalizeInvoice(invoiceId);
  await syncNow(acme.customerId);
  const [visa] = await cardsOf(acme);
  await expect(acme.owner.run(removeCard, { id: visa?.id ?? "" })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("of two who each take what the other leaves, one is refused", async () => {
  const acme = await subscribedWorkspace();
  const added = await addedTo(acme);
  const outcomes = await Promise.allSettled([
    acme.owner.run(makeDefaultCard, { id: added.id }),
    acme.billing.run(removeCard, { id: added.id }),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const cards = await cardsOf(acme);
  expect(cards.filter(({ isDefault }) => isDefault)).toHaveLength(1);
});

test("another workspace's card does not exist, whichever way it is asked for", async () => {
  const [acme, other] = [await subscribedWorkspace(), await subscribedWorkspace()];
  const [foreign] = await cardsOf(other);
  for (const deed of [makeDefaultCard, removeCard]) {
    const refusals = [];
    for (const id of [foreign?.id ?? "", "pm_of_nobody"])
      refusals.push(await acme.owner.run(deed, { id }).catch((refusal: unknown) => refusal));
    expect(refusals[0]).toMatchObject({ code: "not_found" });
    expect(refusals[0]).toEqual(refusals[1]);
  }
  expect(await cardsOf(other)).toEqual([withBrand("visa")]);
});

test("whoever may only read may not change them", async () => {
  const acme = await subscribedWorkspace();
  const [visa] = await cardsOf(acme);
  await expect(acme.admin.run(removeCard, { id: visa?.id ?? "" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("a card that declines is replaced while the workspace is read-only", async () => {
  const acme = await subscribedWorkspace();
  await spoilCard(billing, acme.customerId, acme.subscriptionId);
  const added = await addedTo(acme);
  await acme.owner.run(makeDefaultCard, { id: added.id });
  expect(await billing.dashboard.subscriptions.retrieve(acme.subscriptionId)).toMatchObject({
    default_payment_method: added.id,
  });
});

test("a card that is given on Stripe's page is on file when the browser is back, whatever the webhook does", async () => {
  const acme = await subscribedWorkspace();
  const back = await payAt((await acme.owner.run(addCard, {})).url, { card: "5555555555554444" });
  expect(back.pathname).toBe("/settings/billing/cards");
  const given = await acme.owner.run(receiveCard, { sessionId: back.searchParams.get("given") ?? "" });
  expect(await cardsOf(acme)).toEqual([
    expect.objectContaining({ brand: "visa", isDefault: true }),
    expect.objectContaining({ id: given.id, brand: "mastercard", isDefault: false }),
  ]);
});

test("the first card on file becomes the default, and one that is looked at again changes nothing", async () => {
  const acme = await payingWorkspace();
  const back = await payAt((await acme.owner.run(addCard, {})).url, { card: "5555555555554444" });
  const sessionId = back.searchParams.get("given") ?? "";
  const { id } = await acme.owner.run(receiveCard, { sessionId });
  expect(await cardsOf(acme)).toEqual([expect.objectContaining({ id, isDefault: true })]);
  const { id: second } = await addedTo(acme, "pm_card_visa");
  await acme.owner.run(makeDefaultCard, { id: second });
  await acme.owner.run(receiveCard, { sessionId });
  expect((await cardsOf(acme))[0]).toMatchObject({ id: second, isDefault: true });
});

test("a page whose card was removed since does not give it again", async () => {
  const acme = await payingWorkspace();
  const back = await payAt((await acme.owner.run(addCard, {})).url, { card: "5555555555554444" });
  const sessionId = back.searchParams.get("given") ?? "";
  const { id } = await acme.owner.run(receiveCard, { sessionId });
  await acme.owner.run(removeCard, { id });
  await expect(acme.owner.run(receiveCard, { sessionId })).rejects.toMatchObject({ code: "not_found" });
  expect(await cardsOf(acme)).toEqual([]);
});

test("a page that is not this workspace's, or was not filled in, gives nothing", async () => {
  const [acme, other] = [await subscribedWorkspace(), await subscribedWorkspace()];
  const foreign = await payAt((await other.owner.run(addCard, {})).url, { card: "5555555555554444" });
  await acme.owner.run(addCard, {});
  const { data } = await billing.dashboard.checkout.sessions.list({ customer: acme.customerId, limit: 1 });
  for (const sessionId of [foreign.searchParams.get("given"), data[0]?.id, "cs_test_none"])
    await expect(acme.owner.run(receiveCard, { sessionId: sessionId ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
});
