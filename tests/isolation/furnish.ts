import { eq } from "drizzle-orm";
import { billingCustomers, billingIntents, billingInvoices, invitations, users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { issueToken, type Purpose } from "@/lib/auth/email-tokens";
import { hashPassword } from "@/lib/auth/passwords";
import { openSession } from "@/lib/auth/tickets";
import type { Tenant } from "@/lib/core/context";
import { inviteMember } from "@/lib/members/invite-member";
import { clock, hours } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/id";
import { createProject } from "@/lib/projects/create-project";
import { loadTenant } from "@/lib/tenancy/find-tenant";
import { member, origin, person, type TestWorkspace, workspace } from "../support/world";

export const password = "a password of the isolation tests";
const passwordHash = await hashPassword(password);
let serial = 0;

/** A workspace that has one of everything, each carrying its marker: a word that nobody outside may ever read. */
export async function furnish() {
  const marker = `Marker${++serial}q${process.pid}`;
  const home = await workspace({ name: marker });
  const project = await home.owner.run(createProject, { name: `${marker} project`, description: marker });
  const spare = await member(home.slug, "viewer", await person({ name: `${marker} spare` }));
  await withPlatform((db) => db.update(users).set({ passwordHash }).where(eq(users.id, home.owner.userId)));
  const secrets = await inMail(home, marker);
  return {
    ...home,
    marker,
    tenant: await tenantOf(home.slug),
    project,
    spareId: spare.context.membershipId,
    invitation: await invite(home, marker),
    sessionId: await session(home),
    userIds: [
      ...[home.owner, home.admin, home.member, home.viewer, home.billing, spare].map((one) => one.userId),
    ],
    ...secrets,
    ...(await bill(home.id, marker)),
  };
}
export type Furnished = Awaited<ReturnType<typeof furnish>>;

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
  const owner = { userId: home.owner.userId, tenantId: home.id, origin };
  const ticket = await withPlatform((db) => openSession(db, owner));
  return ticket.split(".")[0] ?? "";
}

/** A payer with an invoice and a checkout that waits to be paid. */
async function bill(tenantId: string, marker: string) {
  const intentId = newId("intent");
  const checkoutId = `cs_${newId("intent").slice(4)}`;
  const now = clock.now();
  const invoiceNumber = `INV-${String(process.pid).padStart(6, "0").slice(-6)}-${marker.replace(/q.*|\D/g, "").padStart(6, "0")}`;
  await withPlatform(async (db) => {
    await db
      .insert(billingCustomers)
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

/** The secrets of links that were mailed to the workspace's owner, and to somebody who is signing up. */
async function inMail(home: TestWorkspace, marker: string) {
  const { userId, email } = home.owner;
  const issue = (purpose: Purpose, tenantId: string | null) =>
    withPlatform((db) => issueToken(db, { purpose, email, userId, tenantId }));
  const newcomer = { email: `new-${marker.toLowerCase()}@example.com`, data: { name: marker, passwordHash } };
  return {
    verifyToken: await issue("verify_email", null),
    resetToken: await issue("reset_password", home.id),
    signUpToken: await withPlatform((db) =>
      issueToken(db, { purpose: "sign_up", tenantId: home.id, ...newcomer }),
    ),
  };
}
