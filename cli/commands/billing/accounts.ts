import type { BillingAccount } from "@/lib/billing/operators/accounts";
import { listArranged } from "@/lib/billing/operators/list-arranged";
import { listUntaxed } from "@/lib/billing/operators/list-untaxed";
import { runAsOperator } from "@/lib/entry/cli";
import { formatMoney } from "@/lib/platform/money";
import { table } from "../../table";
import type { CliCommand } from "../command";
import { everyAccount } from "./every-account";
import { json } from "./options";

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

const untaxed: CliCommand = {
  name: "billing untaxed",
  summary: "Subscriptions that lost their tax, because the address is missing or incomplete",
  async run() {
    const rows = await runAsOperator(listUntaxed, {});
    if (rows.length === 0) return console.log("None.");
    const cells = rows.map(({ slug, subscriptionId, status, amount, currency }) => [
      ...[slug, subscriptionId, status, formatMoney(amount, currency)],
    ]);
    console.log(table(["slug", "subscription", "status", "amount"], cells));
  },
};

export const accountCommands = [accounts, arranged, untaxed];
