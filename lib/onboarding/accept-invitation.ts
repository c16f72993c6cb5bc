import { and, eq, sql } from "drizzle-orm";
import { invitations, users } from "@/db/schema/platform";
import { checkCredentials, wrongCredentials } from "@/lib/auth/credentials";
import { assertStrong, hashPassword } from "@/lib/auth/passwords";
import { newPasswordSchema } from "@/lib/auth/schema";
import { setPasswordByMail } from "@/lib/auth/set-password";
import { AppError, invalidField } from "@/lib/core/errors";
import { type PlatformScope, platformCommand } from "@/lib/core/platform-command";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { type FoundInvitation, findInvitation } from "./find-invitation";
import { enter, join } from "./join";
import { acceptInvitationInput } from "./schema";
import { workspaceHere } from "./workspace-here";

interface Given {
  name?: string;
  password?: string;
}

type Open = Extract<FoundInvitation, { state: "open" }>;

/**
 * Makes the invited person a member and signs them in; the link went to their mailbox, so the e-mail counts as verified.
 * The ticket is null where they are signed in already. Throws `invalid` for a link that is not good any more.
 */
export const acceptInvitation = platformCommand({
  name: "invitation.accept",
  door: "public",
  reason: "The invited are not members yet.",
  input: acceptInvitationInput,
  async run(scope, { token, ...given }): Promise<{ ticket: string | null }> {
    const { db, context } = scope;
    const tenant = workspaceHere(context);
    const found = await findInvitation(db, tenant, token, context.person);
    if (found.state !== "open") throw new AppError("invalid", refusals[found.state]);
    await burn(scope, found);
    const user = await settlePerson(scope, found, given);
    await join(scope, { tenant, user, role: found.row.role });
    return found.mode === "one_click" ? { ticket: null } : enter(scope, { tenant, user });
  },
});

const refusals: Record<Exclude<FoundInvitation["state"], "open">, string> = {
  unknown: "This invitation link is not valid. Check that the address is complete, or ask for a new one.",
  expired: "This invitation has expired. Ask the person who invited you for a new one.",
  revoked: "This invitation was withdrawn. Ask the person who invited you.",
  accepted: "This invitation was accepted already. Sign in instead.",
};

/** In one statement, so that of two clicks one wins; it also frees the seat the invitation was holding. */
async function burn({ db }: PlatformScope, { row }: Open): Promise<void> {
  const [burnt] = await db
    .update(invitations)
    .set({ status: "accepted", updatedAt: clock.now() })
    .where(
      and(
        eq(invitations.tenantId, row.tenantId),
        eq(invitations.id, row.id),
        eq(invitations.tokenHash, row.tokenHash),
        eq(invitations.status, "pending"),
      ),
    )
    .returning({ id: invitations.id });
  if (!burnt) throw new AppError("invalid", refusals.accepted);
}

async function settlePerson(scope: PlatformScope, found: Open, given: Given) {
  switch (found.mode) {
    case "wrong_account":
      throw new AppError(
        "conflict",
        `This invitation is for ${found.row.email}. Sign out, then open the link again.`,
      );
    case "one_click":
    case "password":
      return knownPerson(scope, found, given.password);
    case "new_password":
      return newPerson(scope, found, given);
  }
}

async function knownPerson({ db, context }: PlatformScope, { row, user, mode }: Open, password = "") {
  if (mode === "password") {
    const claim = { email: row.email.toLowerCase(), password, ip: context.origin.ip };
    if (!(await checkCredentials(db, claim))) throw wrongCredentials();
  }
  if (!user) throw wrongCredentials();
  const now = clock.now();
  await db
    .update(users)
    .set({ emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, ${now.toISOString()}::timestamptz)` })
    .where(eq(users.id, user.id));
  return user;
}

/** Also for an account that was registered with this address but never verified: it is the invited person's from now on. */
async function newPerson({ db }: PlatformScope, { row, user }: Open, { name, password }: Given) {
  if (!name) throw invalidField("name", "Enter your name.");
  const chosen = newPasswordSchema.safeParse(password);
  if (!chosen.success)
    throw invalidField("password", chosen.error.issues[0]?.message ?? "Choose a password.");
  assertStrong(chosen.data, { name, email: row.email });
  const passwordHash = await hashPassword(chosen.data);
  const person = { id: user?.id ?? newId("user"), name, email: row.email.toLowerCase() };
  if (user) {
    await db.update(users).set({ name }).where(eq(users.id, user.id));
    await setPasswordByMail(db, user.id, passwordHash);
  } else {
    await db.insert(users).values({ ...person, passwordHash, emailVerifiedAt: clock.now() });
  }
  return person;
}
