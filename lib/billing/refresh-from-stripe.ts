import { z } from "zod";
import { command } from "@/lib/core/operation";
import { findCustomerId } from "./find-customer";
import { syncNow } from "./sync/sync";

const patienceMs = 3_000;

/** Reads the billing account from Stripe before a page is drawn, where its webhook may still be on the way. */
export const refreshFromStripe = command({
  name: "billing.refresh",
  summary: "Read how things stand at Stripe",
  permission: "billing:read",
  store: "platform",
  allowedWhenReadOnly: true,
  input: z.strictObject({}),
  output: z.object({ isRead: z.boolean() }),
  emits: [],
  emitsNothing: "what Stripe says is told by the sync",
  rest: { none: "where the browser comes back from Stripe's page" },
  example: {},
  run: ({ db, context }) => findCustomerId(db, context.tenant.id),
  afterCommit: async (_scope, customerId) => ({
    isRead: customerId !== null && (await syncNow(customerId, patienceMs)),
  }),
});
