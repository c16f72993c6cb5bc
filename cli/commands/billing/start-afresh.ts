import { type Forgotten, startAfresh } from "@/lib/billing/operators/start-afresh";
import { runOnPlatform } from "@/lib/core/run";
import { operatorContext } from "@/lib/entry/cli";
import type { CliCommand } from "../command";

export const afresh: CliCommand = {
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
