import { z } from "zod";
import { env } from "@/env";
import { terms } from "@/lib/billing/shapes";
import { AppError } from "@/lib/core/errors";
import { clock, minutes } from "@/lib/platform/clock";
import { isEqual, keyedDigest } from "@/lib/platform/crypto";
import { manner } from "./terms";

/** What was shown and agreed to: applying it does this and charges that, or refuses. */
const agreement = terms.extend({
  tenantId: z.string(),
  subscriptionId: z.string(),
  manner,
  promotionCodeId: z.string().nullable(),
  /** What the subscription was when it was shown. */
  standing: z.string(),
  /** The second up to which the old terms count. */
  prorationDate: z.iso.datetime().nullable(),
  total: z.number().int(),
  amountDue: z.number().int(),
});
export type Agreement = z.output<typeof agreement>;

const lifeMs = minutes(10);
const signed = agreement.extend({ expiresAt: z.iso.datetime() });

/** An agreement as a form can carry it: readable, and signed so that nobody writes their own. Good for ten minutes. */
export function sealAgreement(made: Agreement): string {
  const body = JSON.stringify({ ...made, expiresAt: clock.in(lifeMs).toISOString() });
  const text = Buffer.from(body).toString("base64url");
  return `${text}.${signatureOf(text)}`;
}

/** Reads a token back. Throws `conflict` where it is forged, another workspace's or too old. */
export function openAgreement(token: string, tenantId: string): Agreement {
  const [text = "", signature = ""] = token.split(".");
  if (!isEqual(signature, signatureOf(text))) throw outdated();
  const { expiresAt, ...made } = signed.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  if (made.tenantId !== tenantId || new Date(expiresAt) <= clock.now()) throw outdated();
  return made;
}

const signatureOf = (text: string): string => keyedDigest(env().AUTH_SECRET, `plan-change\n${text}`);

const outdated = () => new AppError("conflict", "This preview is out of date. Update it and confirm again.");
