import { burnToken, findToken } from "@/lib/auth/email-tokens";
import { examplePassword, exampleSecret } from "@/lib/auth/schema";
import type { Tenant } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { type PlatformScope, platformCommand, platformQuery } from "@/lib/core/operation";
import { readTenant } from "@/lib/tenancy/find-tenant";
import { admissionRule, isAdmitted } from "./admission";
import { type Claimant, settleClaim } from "./claim";
import { enter, join, membershipOf } from "./join";
import { pendingSignUp, provePendingSignUp } from "./pending-sign-up";
import { confirmSignUpInput, entered, pendingMember, signUpReference } from "./schema";
import { workspaceNow } from "./workspace-here";

/**
 * Completes a sign-up by the mailed link, if the workspace still admits the address: the person exists, is a member, and is
 * signed in. The ticket is null where they are signed in already. Throws `invalid` for a link that is not good any more,
 * `forbidden` where the policy has changed, `unauthenticated` for a wrong password, `limit_exceeded` when there is no seat.
 */
export const confirmSignUp = platformCommand({
  name: "member.confirm_sign_up",
  summary: "Confirm a sign-up by a mailed link",
  audience: "public",
  input: confirmSignUpInput,
  output: entered,
  emits: ["member.joined", "session.created"],
  emitsNothing: "who is signed in and a member already only uses the link up",
  rest: { none: "a mailed link is good for the person who opens it in a browser" },
  example: { token: exampleSecret, password: examplePassword },
  prepare: (context, given) => provePendingSignUp(context, "sign_up", given),
  async run(scope, { token, browserKey, ...given }, proof) {
    const { db, context } = scope;
    const tenant = await workspaceNow(scope);
    const burnt = await burnToken(db, "sign_up", token, tenant.id);
    const claim = await pendingSignUp(db, burnt, context.person, browserKey);
    const user = await settleClaim(scope, claim, given, proof);
    const membershipId = await admit(scope, tenant, user);
    return claim.mode === "one_click" ? { ticket: null } : enter(scope, { tenant, user, membershipId });
  },
});

/** Who is a member by now has nothing left to be admitted to. */
async function admit(scope: PlatformScope<"member.joined">, tenant: Tenant, user: Claimant): Promise<string> {
  const known = await membershipOf(scope.db, tenant.id, user.id);
  if (known) return known;
  if (!isAdmitted(tenant, user.email)) throw new AppError("forbidden", admissionRule(tenant));
  return join(scope, { tenant, user, role: tenant.signUpRole });
}

/** What the page of a confirmation link shows; null when the link is not good any more. Changes nothing. */
export const describeSignUp = platformQuery({
  name: "member.describe_sign_up",
  summary: "Show what a sign-up link asks for",
  audience: "public",
  input: signUpReference,
  output: pendingMember.nullable(),
  rest: { none: "a mailed link is good for the person who opens it in a browser" },
  example: { token: exampleSecret },
  async run({ db, context }, { token, browserKey }) {
    const { person } = context;
    const tenant = context.tenant && (await readTenant(db, context.tenant.slug));
    const found = tenant && (await findToken(db, "sign_up", token, tenant.id));
    if (!found) return null;
    const { email, name = "", mode, user } = await pendingSignUp(db, found, person, browserKey);
    const isMember = user !== null && (await membershipOf(db, tenant.id, user.id)) !== null;
    const refusal = isMember || isAdmitted(tenant, email) ? null : admissionRule(tenant);
    return { email, name, mode, refusal, role: tenant.signUpRole };
  },
  isBadLink: (found) => found === null,
});
