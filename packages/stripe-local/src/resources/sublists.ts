import { pageOf } from "../lists.js";
import { type Input, integer, object, required, text } from "../params.js";
import { itemsOf } from "../present.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";

const page = { limit: integer, starting_after: text, ending_before: text };
type Page = Input<ReturnType<typeof object<typeof page>>>;

/** The lists that an object embeds the first ten entries of, from beginning to end. */
export const sublistRoutes: Route[] = [
  sublist("/v1/invoices/:id/lines", linesOf),
  sublist("/v1/credit_notes/:id/lines", (sandbox, id) => sandbox.store.get("credit_note", id).lines.data),
  sublist("/v1/customers/:id/tax_ids", (sandbox, id) =>
    sandbox.store.where("tax_id", "customer", sandbox.store.get("customer", id).id).toReversed(),
  ),
  route(
    "GET /v1/subscription_items",
    object({ ...page, subscription: required(text) }),
    (sandbox, { subscription, ...rest }) =>
      pageOf(
        itemsOf(sandbox, sandbox.store.get("subscription", subscription, "subscription")),
        rest,
        `/v1/subscription_items?subscription=${subscription}`,
      ),
  ),
];

function sublist(pattern: string, entries: (sandbox: Sandbox, id: string) => { id: string }[]): Route {
  return route(`GET ${pattern}`, object(page), (sandbox, input: Page, id: string) =>
    pageOf(entries(sandbox, id), input, pattern.replace(":id", id)),
  );
}

/** Of an invoice, or of one that was only previewed. */
function linesOf(sandbox: Sandbox, id: string): { id: string }[] {
  return (sandbox.store.find("_preview", id) ?? { lines: sandbox.store.get("invoice", id).lines.data }).lines;
}
