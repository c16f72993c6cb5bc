import { pushCatalog } from "@/lib/billing/catalog";
import {
  type BillingAccount,
  listBillingAccounts,
  listDeadLetters,
  listDrift,
} from "@/lib/billing/operators/accounts";
import { listArranged } from "@/lib/billing/operators/list-arranged";
import { resync } from "@/lib/billing/operators/resync";
import { type Forgotten, startAfresh } from "@/lib/billing/operators/start-afresh";
import { assertSameStripe } from "@/lib/billing/stripe-account";
import { runOnPlatform } from "@/lib/core/run";
import { operatorContext, runAsOperator } from "@/lib/entry/cli";
import { formatMoney } from "@/lib/platform/money";
import { progress } from "../progress";
import { table } from "../table";
import { type CliCommand, required } from "./command";

const json = { type: "boolean", describe: "One JSON object per line, for scripts" } as const;

const push: CliCommand = {
  name: "billing push",
  summary: "Make Stripe's products and prices those of the plan catalog",
  async run() {
    await assertSameStripe();
    const { createdPrices, extendedPrices, keptPrices } = await pushCatalog();
    const extended = extendedPrices.length > 0 ? `${extendedPrices.length} given further currencies, ` : "";
    console.log(`${createdPrices.length} prices created, ${extended}${keptPrices} already there.`);
  },
};

const accounts: CliCommand = {
  name: "billing accounts",
  summary: "Every workspace that ever was a customer, and how its sync stands",
  options: { json },
  async run(values) {
    const rows = await everyAccount();
    if (values.json) for (const row of rows) console.log(JSON.stringify(row));
    else if (rows.length === 0) console.log("No customers yet.");
    else console.log(table(["slug", "plan", "access", "subscription", "sync"], rows.map(accountCells)));
  },
};

const accountCells = ({
  slug,
  plan,
  access,
  status,
  isDisputed,
  isDeleted,
  sync,
  behind,
}: BillingAccount): string[] => [
  slug,
  plan,
  access,
  `${status ?? "none"}${isDisputed ? ", disputed" : ""}`,
  isDeleted ? "deleted" : syncInWords(sync, behind),
];

const syncInWords = (sync: BillingAccount["sync"], behind: number): string =>
  sync === "dead" ? "gave up" : behind > 0 ? `${behind} behind` : "up to date";

const syncOne: CliCommand = {
  name: "billing sync",
  summary: "Read a workspace's customer from Stripe again and repair what differs",
  positionals: ["slug"],
  async run(values) {
    const slug = required(values, "slug");
    await runAsOperator(resync, { slug });
    console.log(`${slug} is what Stripe says.`);
  },
};

const syncAll: CliCommand = {
  name: "billing sync-all",
  summary: "The same for every customer, one after the other",
  async run() {
    const rows = (await everyAccount()).filter(({ isDeleted }) => !isDeleted);
    const bar = progress(rows.length);
    const failed: string[][] = [];
    for (const { slug } of rows) {
      bar.step(slug);
      await runAsOperator(resync, { slug }).catch((cause: Error) => failed.push([slug, cause.message]));
    }
    bar.end();
    console.log(`${rows.length - failed.length} of ${rows.length} are what Stripe says.`);
    if (failed.length === 0) return;
    console.log(table(["slug", "error"], failed));
    process.exitCode = 1;
  },
};

const deadLetters: CliCommand = {
  name: "billing dead-letters",
  summary: "Customers whose sync gave up; mend the cause, then sync them",
  async run() {
    const rows = await runAsOperator(listDeadLetters, {});
    if (rows.length === 0) return console.log("None.");
    const cells = rows.map(({ slug, customerId, attempts, error, since }) => [
      ...[slug ?? "unknown", customerId, String(attempts), since.toISOString().slice(0, 16), error ?? ""],
    ]);
    console.log(table(["slug", "customer", "tries", "since", "error"], cells));
  },
};

const drift: CliCommand = {
  name: "billing drift",
  summary: "Where nightly sweeps found our image to differ from Stripe",
  async run() {
    const rows = await runAsOperator(listDrift, {});
    if (rows.length === 0) return console.log("None.");
    const cells = rows.map(({ slug, objectId, field, local, remote, foundAt }) => [
      ...[foundAt.toISOString().slice(0, 16), slug, objectId, field, brief(local), brief(remote)],
    ]);
    console.log(table(["found", "slug", "object", "field", "here", "at Stripe"], cells));
  },
};

const arranged: CliCommand = {
  name: "billing arranged",
  summary: "Subscriptions on prices outside the catalog; grant what was agreed on",
  async run() {
    const rows = await runAsOperator(listArranged, {});
    if (rows.length === 0) return console.log("None.");
    const cells = rows.map(({ slug, subscriptionId, status, plan, granted, priceIds, ...row }) => [
      ...[slug, subscriptionId, status, plan ?? "none", granted ?? "none"],
      ...[formatMoney(row.amount, row.currency), priceIds.join(", ")],
    ]);
    const headings = ["slug", "subscription", "status", "plan on it", "granted", "amount", "prices"];
    console.log(table(headings, cells));
  },
};

const afresh: CliCommand = {
  name: "billing start-afresh",
  summary:
    "Leave the payment account behind that the rows are of; without --confirm it only says what that means",
  options: { confirm: { type: "boolean", describe: "Do it: there is no way back" } },
  async run({ confirm }) {
    const isDryRun = confirm !== true;
    const left = await runOnPlatform(startAfresh, operatorContext(), { isDryRun });
    console.log(afreshInWords(left, isDryRun));
  },
};

const afreshInWords = (left: Forgotten, isDryRun: boolean): string =>
  [
    isDryRun ? "Nothing was changed. With --confirm this would be:" : "Done:",
    `  ${left.subscriptions} subscriptions end here, and their workspaces are on Free until they buy again`,
    `  ${left.customers} customers are forgotten; each becomes a new one at its next checkout`,
    `  ${left.openInvoices} open invoices are not collected from here any more`,
    `  ${left.prices} prices are sold no more: npm run cli -- billing push makes new ones`,
    `  ${left.keptInvoices} invoices stay, with their numbers`,
    "Nothing is canceled in the account that is left: what runs there goes on charging until you end it there.",
  ].join("\n");

export const billingCommands = [push, afresh, accounts, syncOne, syncAll, deadLetters, drift, arranged];

const brief = (value: unknown): string => (JSON.stringify(value) ?? "").slice(0, 40);

async function everyAccount(): Promise<BillingAccount[]> {
  const rows: BillingAccount[] = [];
  let cursor: string | undefined;
  do {
    const page = await runAsOperator(listBillingAccounts, { cursor });
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return rows;
}
