import { z } from "zod";
import { terms } from "@/lib/billing/shapes";
import { AppError } from "@/lib/core/errors";
import { clock, minutes } from "@/lib/platform/clock";
import { open, seal } from "@/lib/platform/seal";
import { effectiveMode } from "./terms";

/** What was shown and agreed to: applying it does this and charges that, or refuses. */
const agreement = terms.extend({
  tenantId: z.string(),
  subscriptionId: z.string(),
  effectiveMode,
  promotionCodeId: z.string().nullable(),
  /** What the subscription was when it was shown. */
  standing: z.string(),
  /** The second up to which the old terms counted in what was shown; they do in what is made, unless the cycle starts over. */
  prorationDate: z.iso.datetime().nullable(),
  total: z.number().int(),
  amountDue: z.number().int(),
  /** What of it was for use. */
  usage: z.number().int(),
});
export type Agreement = z.output<typeof agreement>;

const lifeMs = minutes(10);
const lasting = agreement.extend({ expiresAt: z.iso.datetime() });
const purpose = "plan change";

/** An agreement as a form can carry it: sealed, so that nobody reads Stripe's ids in it or writes their own. Good for ten minutes. */
export function sealAgreement(made: Agreement): string {
  const expiresAt = clock.in(lifeMs).toISOString();
  return seal(purpose, made.tenantId, JSON.stringify({ ...made, expiresAt }));
}

/** Reads a token back. Throws `conflict` where it is forged, another workspace's, too old or of an earlier version. */
export function openAgreement(token: string, tenantId: string): Agreement {
  const read = lasting.safeParse(JSON.parse(opened(token, tenantId)));
  if (!read.success) throw outdated();
  const { expiresAt, ...made } = read.data;
  if (made.tenantId !== tenantId || new Date(expiresAt) <= clock.now()) throw outdated();
  return made;
}

function opened(token: string, tenantId: string): string {
  try {
    return open(purpose, tenantId, token);
  } catch {
    throw outdated();
  }
}

const outdated = () => new AppError("conflict", "This preview is out of date. Update it and confirm again.");
