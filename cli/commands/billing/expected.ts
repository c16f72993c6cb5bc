import { compareBill } from "@/lib/billing/expected/compare-bill";
import type { OutputOf } from "@/lib/core/operation";
import { runAsOperator } from "@/lib/entry/cli";
import { formatMoney } from "@/lib/platform/money";
import { progress } from "../../progress";
import { table } from "../../table";
import { type CliCommand, optional } from "../command";
import { everyAccount } from "./every-account";
import { json } from "./options";

export const expected: CliCommand = {
  name: "billing expected",
  summary:
    "What customers were billed otherwise than our own records say; ends with 1 where anything differs",
  options: {
    slug: { type: "string", describe: "One workspace; every customer without" },
    invoices: { type: "string", describe: "How many of the last invoices; 12 without" },
    json,
  },
  async run(values) {
    const slug = optional(values, "slug");
    const slugs = slug === undefined ? await everyCustomer() : [slug];
    const bar = progress(slugs.length);
    const compared: Comparison[] = [];
    for (const one of slugs) {
      bar.step(one);
      compared.push(await runAsOperator(compareBill, { slug: one, invoices: optional(values, "invoices") }));
    }
    bar.end();
    if (values.json) for (const one of compared) console.log(JSON.stringify(one));
    else console.log(inWords(compared));
    if (compared.some(({ findings }) => findings.length > 0)) process.exitCode = 1;
  },
};

type Comparison = OutputOf<typeof compareBill>;

async function everyCustomer(): Promise<string[]> {
  const accounts = await everyAccount();
  return accounts.flatMap(({ slug, isDeleted }) => (isDeleted ? [] : [slug]));
}

function inWords(compared: Comparison[]): string {
  const rows = compared.flatMap(({ slug, currency, findings }) =>
    findings.map(({ invoice, amount, reason }) => [slug, invoice, formatMoney(amount, currency), reason]),
  );
  const invoices = compared.reduce((total, one) => total + one.invoices, 0);
  const summary = `${invoices} invoices of ${compared.length} customers compared.`;
  if (rows.length === 0) return `${summary} Nothing differs.`;
  return [table(["slug", "invoice", "too much", "why"], rows), summary].join("\n");
}
