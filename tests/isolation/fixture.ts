import { eq, inArray } from "drizzle-orm";
import {
  billingAccounts,
  billingIntents,
  billingInvoices,
  invitations,
  tenants,
  users,
} from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { issueToken } from "@/lib/auth/email-tokens";
import { hashPassword } from "@/lib/auth/passwords";
import { openSession, redeemTicket } from "@/lib/auth/tickets";
import type { Tenant } from "@/lib/core/context";
import { inviteMember } from "@/lib/members/invite-member";
import { nouns } from "@/lib/nouns";
import { clock, hours } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/id";
import { loadTenant } from "@/lib/tenancy/find-tenant";
import { member, origin, person, type TestWorkspace, workspace } from "../support/world";
import { password } from "./case";
import { loadParts } from "./parts";

const parts = loadParts();
const hashed = hashPassword(password);
const names = nouns.map(({ name }) => name);
let serial = 0;

/**
 * A workspace that has one of everything, each carrying its marker: a word that nobody outside may ever read. With `upTo` it
 * has nothing of the nouns behind that one, which are those that may refer to it.
 */
export async function createFixture({ upTo }: { upTo?: string } = {}) {
  const marker = `Marker${++serial}q${process.pid}`;
  const home = await workspace({ name: marker });
  const policy = { signUpPolicy: "domain" as const, signUpDomains: ["example.com"] };
  await withPlatform((db) => db.update(tenants).set(policy).where(eq(tenants.id, home.id)));
  const unverified = await person({ name: `${marker} spare`, isVerified: false });
  const spare = await member(home.slug, "viewer", unverified);
  const passwordHash = await hashed;
  await withPlatform((db) =>
    db
      .update(users)
      .set({ passwordHash })
      .where(inArray(users.id, [home.owner.userId, unverified.id])),
  );
  const secrets = await inMail(home, marker, unverified);
  const [invitation, sessionId] = [await invite(home, marker), await session(home)];
  const spareId = spare.context.membershipId;
  const ids: Record<string, string> = {
    ...{ mem: spareId, inv: invitation.id, ses: sessionId, usr: home.owner.userId },
  };
  await furnish(home, marker, ids, upTo);
  return {
    ...home,
    marker,
    tenant: await tenantOf(home.slug),
    ...{ spareId, invitation, sessionId },
    /** One of each kind of thing, by the prefix of its id. */
    ids,
    userIds: [
      ...[home.owner, home.admin, home.member, home.viewer, home.billing, spare].map((one) => one.userId),
    ],
    ...secrets,
    ...(await bill(home.id, marker)),
  };
}

/** What the tests of each noun add, one after the other: `fixture` of tests/<noun>/isolation.ts. */
async function furnish(
  home: TestWorkspace,
  marker: string,
  ids: Record<string, string>,
  upTo?: string,
): Promise<void> {
  const last = upTo ? names.indexOf(upTo) : names.length;
  for (const { noun, part } of await parts)
    if (names.indexOf(noun) <= last) Object.assign(ids, await part.fixture?.(home, marker, ids));
}

export type Fixture = Awaited<ReturnType<typeof createFixture>>;

async function tenantOf(slug: string): Promise<Tenant> {
  const tenant = await loadTenant(slug);
  if (!tenant) throw new Error(`no workspace ${slug}`);
  return tenant;
}

/** Sent an hour ago, so that it may be sent again; its secret is one we know. */
async function invite(home: TestWorkspace, marker: string) {
  const email = `${marker.toLowerCase()}@example.com`;
  const result = await home.admin.run(inviteMember, { emails: email, role: "member" });
  const id = result.ok ? (result.invited[0]?.id ?? "") : "";
  const token = newSecret();
  await withPlatform((db) =>
    db
      .update(invitations)
      .set({ tokenHash: sha256(token), updatedAt: clock.in(-hours(1)) })
      .where(eq(invitations.id, id)),
  );
  return { id, email, token };
}

async function session(home: TestWorkspace): Promise<string> {
  const { userId: id, context } = home.owner;
  const ticket = await withPlatform((db) =>
    openSession(db, {
      user: { id, epoch: 0 },
      tenantId: home.id,
      membershipId: context.membershipId,
      origin,
    }),
  );
  const redeemed = await redeemTicket(ticket, home.id);
  return redeemed?.sessionId ?? "";
}

/** A payer with an invoice and a checkout that waits to be paid. */
async function bill(tenantId: string, marker: string) {
  const intentId = newId("int");
  const checkoutId = `cs_${newId("int").slice(4)}`;
  const now = clock.now();
  const invoiceNumber = `INV-${String(process.pid).padStart(6, "0").slice(-6)}-${marker.replace(/q.*|\D/g, "").padStart(6, "0")}`;
  await withPlatform(async (db) => {
    await db
      .insert(billingAccounts)
      .values({ tenantId, stripeCustomerId: `cus_${marker}`, email: `${marker}@example.com` });
    await db.insert(billingInvoices).values({
      ...{ tenantId, stripeId: `in_${marker}`, number: invoiceNumber, stripeNumber: marker },
      ...{ status: "open", currency: "usd", issuedAt: now },
      ...{
        subtotal: 100,
        discount: 0,
        tax: 0,
        total: 100,
        amountDue: 100,
        amountPaid: 0,
        amountRemaining: 100,
      },
      ...{ attemptCount: 1, draftedAt: now, hostedUrl: `https://invoice.example/${marker}` },
    });
    await db.insert(billingIntents).values({
      ...{ id: intentId, tenantId, kind: "checkout", status: "open", stripeId: checkoutId },
      ...{ paramsHash: "another", createdBy: marker, expiresAt: clock.in(hours(1)) },
      params: { plan: "starter", interval: "monthly", extraSeats: 0, isTrial: false },
    });
  });
  return { intentId, checkoutId, invoiceNumber };
}

/** The secrets of links that were mailed to people of the workspace, and to somebody who is signing up. */
async function inMail(home: TestWorkspace, marker: string, spare: { id: string; email: string }) {
  const issue = (issue: Parameters<typeof issueToken>[1]) => withPlatform((db) => issueToken(db, issue));
  const { userId, email } = home.owner;
  const owner = { email, user: { id: userId, epoch: 0 } };
  const unverified = { email: spare.email, user: { id: spare.id, epoch: 0 } };
  const newcomer = {
    email: `new-${marker.toLowerCase()}@example.com`,
    data: { name: marker, passwordHash: await hashed },
  };
  return {
    verifyToken: await issue({ purpose: "verify_email", tenantId: null, ...unverified }),
    resetToken: await issue({ purpose: "reset_password", tenantId: home.id, ...owner }),
    signInToken: await issue({
      purpose: "sign_in",
      tenantId: home.id,
      ...owner,
      data: { membershipId: home.owner.context.membershipId },
    }),
    signUpToken: await issue({ purpose: "sign_up", tenantId: home.id, ...newcomer }),
    openToken: await issue({ purpose: "open_workspace", tenantId: null, ...newcomer }),
  };
}
