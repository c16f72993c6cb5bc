import { and, eq, isNotNull, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, type trialRedemptions, users } from "@/db/schema/platform";
import { mailboxOf } from "@/lib/notifications/mailbox-budget";
import { sign } from "@/lib/platform/seal";
import { isFreeMail, registrableDomain } from "@/lib/tenancy/sign-up-domain";

/** What a trial is given to once. The hash is keyed: without the key it cannot be found by trying addresses. */
export interface TrialKey {
  kind: (typeof trialRedemptions.$inferSelect)["kind"];
  hash: string;
}

const hashed = (kind: TrialKey["kind"] | "workspace", value: string): string =>
  sign("trial redemption", kind, value);

/** How a redemption names the workspace it was in. */
export const workspaceHashOf = (tenantId: string): string => hashed("workspace", tenantId);

/** Stripe's fingerprint is the same for a card whoever pays with it. */
export const cardKeyOf = (fingerprint: string): TrialKey => ({
  kind: "card",
  hash: hashed("card", fingerprint),
});

/**
 * The persons and companies a trial of this workspace counts for: its owners, and whoever starts it, by the addresses
 * they have confirmed. Anybody may type an address, and must not use up the trial of whose it is.
 */
export async function trialKeysOf(db: Tx, tenantId: string, starterId: string | null): Promise<TrialKey[]> {
  const isOwner = eq(memberships.role, "owner");
  const rows = await db
    .select({ id: users.id, email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, tenantId),
        isNotNull(users.emailVerifiedAt),
        starterId === null ? isOwner : or(isOwner, eq(users.id, starterId)),
      ),
    );
  // The account as well: its address may be another tomorrow.
  const keys = rows.flatMap(({ id, email }) => [personKeyOf(id), ...keysOf(email)]);
  return [...new Map(keys.map((key) => [key.hash, key])).values()];
}

const personKeyOf = (name: string): TrialKey => ({ kind: "person", hash: hashed("person", name) });

/**
 * A mailbox under all its spellings is one person. Its domain is a company where not everybody can have one there, together
 * with all the domains below it: whoever owns a domain can make up as many of those as they like.
 */
export function keysOf(email: string): TrialKey[] {
  const mailbox = mailboxOf(email);
  const domain = mailbox.slice(mailbox.lastIndexOf("@") + 1);
  const person = personKeyOf(mailbox);
  const company = registrableDomain(domain);
  if ([domain, company].some(isFreeMail) || isReserved(domain)) return [person];
  return [person, { kind: "company", hash: hashed("company", company) }];
}

/** Kept for examples by RFC 2606: nobody's company. */
const isReserved = (domain: string): boolean => /^(?:.+\.)?example(?:\.com|\.net|\.org)?$/.test(domain);
