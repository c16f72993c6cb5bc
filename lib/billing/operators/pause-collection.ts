import { z } from "zod";
import { holdCollection, releaseCollection } from "@/lib/billing/stripe/operations";
import { AppError } from "@/lib/core/errors";
import { operatorCommand } from "./operator-command";
import { runningSubscription } from "./running-subscription";
import { pauseCollectionInput, withReason } from "./schema";

/** A payment holiday: the plan goes on, its invoices are voided as they come. Ends by itself where an end is given. */
export const pauseCollection = operatorCommand({
  name: "collection.pause",
  summary: "Collect nothing for a while",
  event: "collection.paused",
  input: pauseCollectionInput,
  output: z.void(),
  example: { slug: "acme", until: "2027-01-31", reason: "Our outage cost them a week" },
  find: runningSubscription,
  ask: ({ subscription }, { until }, key) => holdCollection(subscription.stripeId, until ?? null, key),
  data: (_target, { until }): Record<string, string> => (until ? { until: until.toISOString() } : {}),
});

/** Ends a payment holiday. Throws `conflict` where there is none. */
export const resumeCollection = operatorCommand({
  name: "collection.resume",
  summary: "Collect payments again",
  event: "collection.resumed",
  input: withReason,
  output: z.void(),
  example: { slug: "acme", reason: "The holiday is over" },
  async find(db, tenantId) {
    const running = await runningSubscription(db, tenantId);
    if (!running.subscription.isCollectionPaused)
      throw new AppError("conflict", "Payments of this workspace are being collected.");
    return running;
  },
  ask: ({ subscription }, _input, key) => releaseCollection(subscription.stripeId, key),
});
