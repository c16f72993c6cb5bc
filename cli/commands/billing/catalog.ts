import { pushCatalog } from "@/lib/billing/catalog";
import { assertSameStripe } from "@/lib/billing/stripe-account";
import type { CliCommand } from "../command";

const push: CliCommand = {
  name: "billing push",
  summary: "Make Stripe's products and prices those of the plan catalog",
  async run() {
    await assertSameStripe();
    const { createdPrices, keptPrices } = await pushCatalog();
    console.log(`${createdPrices.length} prices created, ${keptPrices} already there.`);
  },
};

export const catalogCommands = [push];
