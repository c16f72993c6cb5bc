import type { z } from "zod";
import { holdCollection, releaseCollection } from "@/lib/billing/stripe/operations";
import type { PlatformContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse";
import { operate } from "./operation";
import { pauseCollectionInput, withReason } from "./schema";

/** A payment holiday: the plan goes on, its invoices are voided as they come. Ends by itself where an end is given. */
export async function pauseCollection(
  context: PlatformContext,
  input: z.input<typeof pauseCollectionInput>,
): Promise<void> {
  const { slug, until, reason } = parseInput(pauseCollectionInput, input);
  await operate(context, {
    slug,
    reason,
    event: "collection.paused",
    data: until ? { until: until.toISOString() } : {},
    ask: ({ stripeId }, key) => holdCollection(stripeId, until ?? null, key),
  });
}

/** Ends a payment holiday. Throws `conflict` where there is none. */
export async function resumeCollection(
  context: PlatformContext,
  input: z.input<typeof withReason>,
): Promise<void> {
  await operate(context, {
    ...parseInput(withReason, input),
    event: "collection.resumed",
    admit({ isCollectionPaused }) {
      if (!isCollectionPaused)
        throw new AppError("conflict", "Payments of this workspace are being collected.");
    },
    ask: ({ stripeId }, key) => releaseCollection(stripeId, key),
  });
}
