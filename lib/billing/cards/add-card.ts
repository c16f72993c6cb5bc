import { z } from "zod";
import { site } from "@/env";
import { findCustomerId } from "@/lib/billing/find-customer";
import { pageToGo } from "@/lib/billing/shapes";
import { createCardForm } from "@/lib/billing/stripe/cards";
import { notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { workspaceUrl } from "@/lib/tenancy/host";

/**
 * The address of Stripe's page that takes another card and charges nothing. It leads back to the cards, whose address then
 * names the page. Throws `not_found` before the first checkout, which takes a card itself.
 */
export const addCard = command({
  name: "card.add",
  summary: "Open the page that takes another card",
  permission: "billing:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: z.strictObject({}),
  output: pageToGo,
  emits: [],
  emitsNothing: "looking changes nothing; a card that is given comes back as an event",
  rest: "POST /card-sessions",
  example: {},
  async run({ db, context: { tenant } }) {
    const customerId = await findCustomerId(db, tenant.id);
    if (!customerId) throw notFound("payment account");
    return customerId;
  },
  async afterCommit({ context: { tenant }, idempotencyKey }, customerId) {
    const page = workspaceUrl(site(), tenant.slug, "/settings/billing/cards");
    const form = {
      tenantId: tenant.id,
      customerId,
      successUrl: `${page}?given={CHECKOUT_SESSION_ID}`,
      cancelUrl: page,
    };
    return { url: await createCardForm(form, idempotencyKey) };
  },
});
