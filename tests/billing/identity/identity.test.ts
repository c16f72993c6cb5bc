import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalBilling, payingWorkspace, startLocalBilling, subscribe } from "../local-billing";
import { type Books, readBooks } from "./books";
import { wrongIn } from "./identity";

let billing: LocalBilling;
let books: Books;
beforeAll(async () => {
  billing = await startLocalBilling();
  books = await booksOfABusyCustomer();
});
afterAll(() => billing.stop());

test("the books of a customer who paid, got money back and has credit come out", () => {
  const [account] = books.accounts;
  expect(account?.charges.length).toBeGreaterThan(1);
  expect(account?.refunds.length).toBe(2);
  expect(account?.creditNotes.length).toBe(2);
  expect(account?.disputes.length).toBe(1);
  expect(account?.movements.length).toBeGreaterThan(1);
  expect(wrongIn(books)).toEqual([]);
});

const faults: [string, (planted: Books) => void, RegExp][] = [
  ["a charge that was made twice", ({ accounts: [at] }) => repeatFirst(at?.charges), /was charged 2 times/],
  ["a charge of no invoice", ({ accounts: [at] }) => at?.payments.pop(), /invoices of ch_\w+: 0 is not 1/],
  ["a refund Stripe lost", ({ accounts: [at] }) => at?.refunds.pop(), /refunds of ch_/],
  [
    "a refund the product lost",
    ({ ledger }) =>
      ledger.adjustments.splice(
        ledger.adjustments.findIndex(({ kind }) => kind === "refund"),
        1,
      ),
    /charges less refunds/,
  ],
  [
    "an attempt the product counts twice",
    ({ ledger }) => repeatFirst(ledger.attempts),
    /attempts that paid INV-/,
  ],
  ["an invoice the product lost", ({ ledger }) => ledger.invoices.splice(0, 1), /documents, against money/],
  [
    "a credit note the product lost",
    ({ ledger }) =>
      ledger.adjustments.splice(
        ledger.adjustments.findIndex(({ kind }) => kind === "credit_note"),
        1,
      ),
    /documents, against money/,
  ],
  ["a credit note that was credited twice", ({ accounts: [at] }) => creditTwice(at), /was credited 2 times/],
  [
    "credit an invoice took twice",
    ({ accounts: [at] }) =>
      repeatFirst(
        at?.movements.filter(({ type }) => type === "applied_to_invoice"),
        at?.movements,
      ),
    /what the balance gave to in_/,
  ],
  [
    "a balance that is another one here",
    ({ ledger }) => Object.assign(ledger, { balance: ledger.balance + 1 }),
    /^balance: /,
  ],
  [
    "a dispute whose funds were not counted",
    ({ accounts: [at] }) => at?.disputes.map(({ balance_transactions: moved }) => moved.pop()),
    /funds of du_/,
  ],
  [
    "a dispute nobody here knows of",
    ({ ledger }) => Object.assign(ledger, { isDisputed: false }),
    /a dispute is open/,
  ],
  [
    "a number that was given twice",
    ({ ledger: { invoices } }) =>
      void invoices.map((one) => Object.assign(one, { number: "INV-202611-000001" })),
    /is the number of two documents/,
  ],
  ["a line too much", ({ accounts: [at] }) => repeatFirst(at?.invoices[0]?.lines.data), /lines of in_/],
  ["usage that is billed twice", ({ accounts: [at] }) => billUsageTwice(at), /is billed twice/],
];

test.each(faults)("%s is found", (_, plant, finding) => {
  const planted = structuredClone(books);
  plant(planted);
  expect(wrongIn(planted).join("\n")).toMatch(new RegExp(finding.source, "m"));
});

/** Paid twice, once disputed; a refund, a note to the card and one to the balance, which the next invoice used. */
async function booksOfABusyCustomer(): Promise<Books> {
  const { dashboard, local, settle } = billing;
  const acme = await payingWorkspace();
  const { customerId: customer } = acme;
  const { id, latest_invoice } = await subscribe(billing, customer);
  const invoice = String(latest_invoice);
  const [charge] = (await dashboard.charges.list({ customer })).data;
  await dashboard.refunds.create({ charge: charge?.id ?? "", amount: 300 });
  await dashboard.creditNotes.create({ invoice, amount: 700, refund_amount: 700 });
  await dashboard.creditNotes.create({ invoice, amount: 1_000, credit_amount: 600, out_of_band_amount: 400 });
  const disputing = await dashboard.paymentMethods.attach("pm_card_createDispute", { customer });
  await dashboard.subscriptions.update(id, { default_payment_method: disputing.id });
  local.emulator.control.advance({ days: 32 });
  await settle();
  return readBooks(dashboard, acme.id, [customer]);
}

function repeatFirst<T>(of: T[] | undefined, into = of): void {
  const [first] = of ?? [];
  if (first === undefined) throw new Error("there is nothing to repeat");
  into?.push(first);
}

function creditTwice(account: Books["accounts"][number] | undefined): void {
  repeatFirst(
    account?.movements.filter((one) => one.credit_note),
    account?.movements,
  );
}

function billUsageTwice(account: Books["accounts"][number] | undefined): void {
  for (const invoice of account?.invoices ?? []) repeatFirst(invoice.lines.data);
}
