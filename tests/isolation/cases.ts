import type { Role } from "@/lib/core/permissions";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { type Furnished, password } from "./furnish";

export interface Case {
  /** A valid input that names what `of` owns, wherever the verb takes a name of anything at all. */
  input(of: Furnished): Record<string, unknown>;
  /** Who may, said a second time and apart from the declaration, so that a slip in either shows. */
  may?: readonly Role[];
  /** Who does it here, where an owner cannot. */
  as?: Role;
  /** What a stranger hears about another workspace's things; the same as about things that never were. */
  stranger?: "not_found" | "nothing";
  /** Tables of the other workspace that a stranger may write to, and why that is right. */
  leaves?: Record<string, string>;
  /** Why the verb cannot be run to its end here, for instance because it asks a vendor. */
  unproven?: string;
}

const everybody = ["owner", "admin", "member", "viewer", "billing"] as const;
const readers = ["owner", "admin", "member", "viewer"] as const;
const writers = ["owner", "admin", "member"] as const;
const managers = ["owner", "admin"] as const;
const billingReaders = ["owner", "admin", "billing"] as const;
const payers = ["owner", "billing"] as const;
const owners = ["owner"] as const;

const nothing = { input: () => ({}) };
const unsubscribed = "needs a subscription that lives at Stripe; tests/billing/changes drives it";
const fresh = () =>
  `fresh-${newSecret()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, 12)}`;

/** How every verb is called against a given workspace. A new verb without a line here fails the suite. */
export const cases: Record<string, Case> = {
  "project.create": { may: writers, input: () => ({ name: fresh() }) },
  "project.rename": { may: writers, input: ({ project: { id } }) => ({ id, version: 1, name: "Renamed" }) },
  "project.archive": { may: writers, input: ({ project: { id } }) => ({ id }) },
  "project.restore": { may: writers, input: ({ project: { id } }) => ({ id }) },
  "project.delete": { may: managers, input: ({ project: { id } }) => ({ id }) },
  "project.get": { may: readers, input: ({ project: { id } }) => ({ id }) },
  "project.list": { may: readers, input: ({ marker }) => ({ search: marker, status: "all" }) },
  "project.count": { may: readers, ...nothing },

  "project.browse": { may: readers, input: ({ marker }) => ({ search: marker, status: "all" }) },
  "project.overview": { may: readers, ...nothing },
  "project.suggest": { may: readers, input: ({ marker }) => ({ search: marker }) },
  "project.history": { may: readers, input: ({ project: { id } }) => ({ id }), stranger: "nothing" },

  "project.allowance": { may: writers, ...nothing },

  "member.invite": { may: managers, input: () => ({ emails: `${fresh()}@example.com`, role: "member" }) },
  "invitation.resend": { may: managers, input: ({ invitation: { id } }) => ({ id }) },
  "invitation.revoke": { may: managers, input: ({ invitation: { id } }) => ({ id }) },
  "member.change_role": { may: managers, input: ({ spareId }) => ({ id: spareId, role: "member" }) },
  "member.remove": { may: managers, input: ({ spareId }) => ({ id: spareId }) },
  "member.leave": { may: everybody, input: () => ({}), as: "member" },
  "ownership.transfer": { may: owners, input: ({ spareId }) => ({ id: spareId }) },
  "member.list": { may: everybody, input: ({ marker }) => ({ search: marker }) },
  "member.list_names": { may: everybody, ...nothing },
  "member.seat_usage": { may: everybody, ...nothing },
  "invitation.list": { may: managers, ...nothing },

  "workspace.update": { may: managers, input: () => ({ name: "Another name" }) },
  "workspace.update_sign_up": { may: managers, input: () => ({ signUpPolicy: "open" }) },
  "workspace.get_settings": { may: everybody, ...nothing },
  "workspace.suspend": { input: ({ slug }) => ({ slug, reason: "Unpaid" }) },
  "workspace.reactivate": { input: ({ slug }) => ({ slug }), unproven: "needs a suspended workspace first" },
  "workspace.list_all": { input: ({ marker }) => ({ search: marker }) },

  "audit.list": { may: managers, input: ({ owner }) => ({ actorId: owner.userId }), stranger: "nothing" },

  "billing.get": { may: billingReaders, ...nothing },
  "billing.list_invoices": { may: billingReaders, ...nothing },
  "billing.get_invoice": { may: billingReaders, input: ({ invoiceNumber }) => ({ number: invoiceNumber }) },
  "billing.export_invoices": { may: billingReaders, ...nothing },
  "billing.list_payers": { ...nothing },
  "billing.list_dead_letters": { ...nothing },
  "billing.list_drift": { ...nothing },
  "billing.begin_resync": { input: ({ slug }) => ({ slug }) },
  "billing.begin_operation": {
    input: ({ slug }) => ({ slug, reason: "Testing" }),
    unproven: "needs a running subscription; tests/billing/operators drives it",
  },
  "billing.finish_operation": {
    input: () => ({ intentId: "never", event: null, data: {} }),
    unproven: "closes an intent by its id; tests/billing/operators drives it",
  },
  "plan.gift": { input: ({ slug }) => ({ slug, plan: "starter", reason: "Testing" }) },
  "plan.end_gift": {
    input: ({ slug }) => ({ slug, reason: "Testing" }),
    unproven: "needs a gift first; tests/billing/operators drives it",
  },
  "override.set": { input: ({ slug }) => ({ slug, feature: "projects", value: "7", reason: "Testing" }) },
  "override.remove": {
    input: ({ slug }) => ({ slug, feature: "projects", reason: "Testing" }),
    unproven: "needs an exception first; tests/billing/operators drives it",
  },
  "override.list": { input: ({ slug }) => ({ slug }) },
  "billing.request_portal": { may: payers, ...nothing },
  "billing.get_payer": { may: billingReaders, ...nothing },
  "change.get_basis": { may: payers, input: () => ({ plan: "business" }), unproven: unsubscribed },
  "change.request": { may: payers, input: () => ({ token: "forged" }), unproven: unsubscribed },
  "change.withdraw": { may: payers, ...nothing, unproven: unsubscribed },
  "payment.request": {
    may: payers,
    input: ({ marker }) => ({ invoiceId: `in_${marker}` }),
    unproven: unsubscribed,
  },
  "plan.cancel": { may: payers, ...nothing, unproven: unsubscribed },
  "plan.keep": { may: payers, ...nothing, unproven: unsubscribed },
  "plan.pause": { may: payers, ...nothing, unproven: unsubscribed },
  "plan.resume": { may: payers, ...nothing, unproven: unsubscribed },
  "promotion.redeem": { may: payers, input: () => ({ code: "QUARTER" }), unproven: unsubscribed },
  "trial.end": { may: payers, ...nothing, unproven: unsubscribed },
  "checkout.get": { may: payers, input: ({ checkoutId }) => ({ sessionId: checkoutId }) },
  "checkout.record": {
    may: payers,
    input: ({ checkoutId, intentId }) => ({ intentId, sessionId: checkoutId }),
    stranger: "nothing",
    unproven: "answers whether the intent is still the open one; tests/billing drives it",
  },
  "checkout.reserve": { may: payers, input: () => ({ plan: "business", interval: "monthly" }) },

  "usage.record": { may: managers, input: () => ({ events: [{ id: fresh(), metric: "apiCalls" }] }) },
  "usage.overview": { may: billingReaders, ...nothing },

  "account.update": { input: () => ({ name: "Another name" }) },
  "email.request_verification": nothing,
  "email.verify": {
    input: ({ verifyToken }) => ({ token: verifyToken }),
    leaves: {
      "platform.users":
        "the link went to that person alone; whoever holds it may confirm the address on any host",
    },
  },
  "handoff.create": {
    input: ({ slug }) => ({ to: slug, nonceHash: sha256("nonce") }),
    leaves: { "platform.handoffs": "a code opens nothing for somebody who is no member there" },
  },
  "handoff.finish": {
    input: () => ({ code: newSecret(), nonce: newSecret() }),
    unproven: "needs a browser's code",
  },
  "link.check": { input: ({ resetToken }) => ({ purpose: "reset_password", token: resetToken }) },
  "password.change": { input: () => ({ currentPassword: password, newPassword: "quite another phrase 42" }) },
  "password.request_reset": { input: ({ owner }) => ({ email: owner.email }) },
  "password.reset": {
    input: ({ resetToken }) => ({ token: resetToken, password: "quite another phrase 42" }),
  },
  "session.create": { input: ({ owner }) => ({ email: owner.email, password }) },
  "session.end": nothing,
  "session.list": nothing,
  "session.revoke": { input: ({ sessionId }) => ({ id: sessionId }), stranger: "not_found" },
  "session.revoke_others": nothing,

  "invitation.accept": {
    input: ({ invitation }) => ({
      token: invitation.token,
      name: "Newcomer",
      password: "quite another phrase 42",
    }),
  },
  "invitation.describe": { input: ({ invitation }) => ({ token: invitation.token }) },
  "member.sign_up": {
    input: () => ({ name: "Newcomer", email: `${fresh()}@example.com`, password: "quite another phrase 42" }),
    unproven: "the workspace admits people by invitation",
  },
  "member.confirm_sign_up": {
    input: ({ signUpToken }) => ({ token: signUpToken, password: "quite another phrase 42" }),
  },
  "member.describe_sign_up": { input: ({ signUpToken }) => ({ token: signUpToken }) },
  "slug.check": { input: () => ({ slug: fresh() }) },
  "workspace.find": {
    input: ({ owner }) => ({ email: owner.email }),
    leaves: { jobs: "the list of their own workspaces goes to that person's mailbox, whoever asks" },
  },
  "workspace.list_mine": nothing,
  "workspace.open": {
    input: () => ({
      workspaceName: "New",
      slug: fresh(),
      name: "Newcomer",
      email: `${fresh()}@example.com`,
      password: "quite another phrase 42",
    }),
  },
  "workspace.open_another": { input: () => ({ workspaceName: "New", slug: fresh() }) },
};
