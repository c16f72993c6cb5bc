import { creditAccount } from "@/lib/billing/operators/credit-account";
import { grantTrial } from "@/lib/billing/operators/grant-trial";
import { refundInvoice } from "@/lib/billing/operators/refund-invoice";
import { retryInvoice } from "@/lib/billing/operators/retry-invoice";
import { writeOffInvoice } from "@/lib/billing/operators/write-off-invoice";
import type { OutputOf } from "@/lib/core/operation";
import { runAsOperator } from "@/lib/entry/cli";
import { formatMoney } from "@/lib/platform/money";
import { type CliCommand, optional, required, type Values } from "../command";
import { again, confirm, reason } from "./options";

/** Left out unless it is said, so that asking for the same without it is known as the same. */
const isAgain = ({ again }: Values) => (again === true ? "yes" : undefined);
const isDryRun = ({ confirm }: Values) => (confirm === true ? "no" : "yes");
const unlessConfirmed = ({ confirm }: Values) =>
  confirm === true ? "" : "Nothing was done. With --confirm this would be:\n";

const refund: CliCommand = {
  name: "billing refund",
  summary: "Pay an invoice back to its card, by a credit note",
  positionals: ["slug", "invoice"],
  options: {
    amount: { type: "string", describe: "Such as 25 or 25.00, tax included; all that is left without" },
    reason,
    again,
    confirm,
  },
  async run(values) {
    const { number, amount, currency, left } = await runAsOperator(refundInvoice, {
      slug: required(values, "slug"),
      number: required(values, "invoice"),
      amount: optional(values, "amount"),
      reason: required(values, "reason"),
      isAgain: isAgain(values),
      isDryRun: isDryRun(values),
    });
    console.log(
      `${unlessConfirmed(values)}${formatMoney(amount, currency)} of ${number} given back to the card; ${formatMoney(left, currency)} left to give back.`,
    );
  },
};

const credit: CliCommand = {
  name: "billing credit",
  summary: "Give a workspace credit, which its next invoices use up",
  positionals: ["slug"],
  options: {
    amount: {
      type: "string",
      isRequired: true,
      describe: "Such as 25 or 25.00, in the currency it is billed in",
    },
    reason,
    again,
    confirm,
  },
  async run(values) {
    const slug = required(values, "slug");
    const { amount, currency, credit } = await runAsOperator(creditAccount, {
      slug,
      amount: required(values, "amount"),
      reason: required(values, "reason"),
      isAgain: isAgain(values),
      isDryRun: isDryRun(values),
    });
    console.log(
      `${unlessConfirmed(values)}${formatMoney(amount, currency)} credited to ${slug}, which then has ${formatMoney(credit, currency)}.`,
    );
  },
};

const retry: CliCommand = {
  name: "billing retry",
  summary: "Charge the card for an open invoice now, and say what the bank answered",
  positionals: ["slug"],
  options: {
    invoice: { type: "string", describe: "Which one, such as INV-202611-000042; the open one without" },
    reason,
  },
  async run(values) {
    const answer = await runAsOperator(retryInvoice, {
      slug: required(values, "slug"),
      number: optional(values, "invoice"),
      reason: required(values, "reason"),
    });
    console.log(retryInWords(answer));
    if (answer.outcome !== "paid") process.exitCode = 1;
  },
};

function retryInWords({ number, amount, currency, outcome, answer }: OutputOf<typeof retryInvoice>): string {
  const what = `${number}, ${formatMoney(amount, currency)}`;
  if (outcome === "paid") return `${what}: paid.`;
  if (outcome === "declined") return `${what}: the bank said no. ${answer}`;
  return `${what}: the bank wants the card's owner to confirm it. They were sent the way there.`;
}

const writeOff: CliCommand = {
  name: "billing write-off",
  summary: "Give up an open invoice: nobody is asked for it any more",
  positionals: ["slug", "invoice"],
  options: { reason, confirm },
  async run(values) {
    const slug = required(values, "slug");
    const { number, amount, currency, becomes, restores } = await runAsOperator(writeOffInvoice, {
      slug,
      number: required(values, "invoice"),
      reason: required(values, "reason"),
      isDryRun: isDryRun(values),
    });
    const access = restores ? ` ${slug} has its plan in full until the next renewal.` : "";
    console.log(
      `${unlessConfirmed(values)}${number}, ${formatMoney(amount, currency)}, is ${becomes}.${access}`,
    );
  },
};

const anotherTrial: CliCommand = {
  name: "billing grant-trial",
  summary: "Allow a workspace another trial, whoever had one before",
  positionals: ["slug"],
  options: { reason },
  async run(values) {
    const { slug } = await runAsOperator(grantTrial, {
      slug: required(values, "slug"),
      reason: required(values, "reason"),
    });
    console.log(`${slug} may start one more trial, on its page Billing.`);
  },
};

export const moneyCommands = [refund, credit, retry, writeOff, anotherTrial];
