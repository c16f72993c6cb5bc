import { pushCatalog } from "@/lib/billing/catalog";
import { compareCatalog } from "@/lib/billing/operators/catalog-drift/compare-catalog";
import type { Difference } from "@/lib/billing/operators/catalog-drift/difference";
import { assertSameStripe } from "@/lib/billing/stripe-account";
import { runAsOperator } from "@/lib/entry/cli";
import { table } from "../../table";
import type { CliCommand } from "../command";
import { json } from "./options";

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

const catalogDrift: CliCommand = {
  name: "billing catalog-drift",
  summary: "Where Stripe is not what the plan catalog says; ends with 1 where it is not",
  options: { json },
  async run(values) {
    const { differences } = await runAsOperator(compareCatalog, {});
    if (values.json) for (const one of differences) console.log(JSON.stringify(one));
    else console.log(differences.length === 0 ? "None." : driftTable(differences));
    if (differences.length > 0) process.exitCode = 1;
  },
};

function driftTable(differences: Difference[]): string {
  const cells = differences.map(({ kind, name, problem, here, there, isRepaired }) => [
    ...[kind, name, problem, here ?? "", there ?? "", isRepaired ? "billing push" : "by hand"],
  ]);
  return table(["kind", "name", "problem", "here", "at Stripe", "repair"], cells);
}

export const catalogCommands = [push, catalogDrift];
