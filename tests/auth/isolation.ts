import { newSecret, sha256 } from "@/lib/platform/crypto";
import { type Case, password } from "../isolation/case";
import { samplePicture } from "../pictures/samples";

const mailed = "the link went to that person alone; whoever holds it may confirm the address on any host";

export const cases: Record<string, Case> = {
  "email.verify": {
    audience: "public",
    input: ({ verifyToken }) => ({ token: verifyToken, password }),
    tells: mailed,
    leaves: { "platform.users": mailed },
  },
  "email.describe_verification": {
    audience: "public",
    input: ({ verifyToken }) => ({ token: verifyToken }),
    tells: mailed,
  },
  "handoff.create": {
    audience: "person",
    input: ({ slug }) => ({ to: slug, nonceHash: sha256("nonce") }),
    tells: "an address is no secret: whoever asks its host hears whether there is a workspace",
    leaves: { "platform.handoffs": "a code opens nothing for somebody who is no member there" },
    unproven: "leads to another workspace than its own; tests/auth/handoff drives it",
  },
  "handoff.finish": {
    audience: "public",
    input: () => ({ code: newSecret(), nonce: newSecret() }),
    unproven: "needs a browser's code",
  },
  "link.check": {
    audience: "public",
    input: ({ resetToken }) => ({ purpose: "reset_password", token: resetToken }),
  },
  "password.change": {
    audience: "person",
    input: () => ({ currentPassword: password, newPassword: "quite another phrase 42" }),
  },
  "password.request_reset": {
    audience: "public",
    input: ({ owner }) => ({ email: owner.email }),
    leaves: { jobs: "the job finds no member of the workspace that was asked, and mails nobody" },
  },
  "password.reset": {
    audience: "public",
    input: ({ resetToken }) => ({ token: resetToken, password: "quite another phrase 42" }),
  },
  "session.create_by_link": { audience: "public", input: ({ signInToken }) => ({ token: signInToken }) },
  "session.create": {
    audience: "public",
    input: ({ owner }) => ({ email: owner.email, password }),
    leaves: {
      jobs: "every refused sign-in queues the same job, which works out after the answer whose account it was",
    },
  },
  "session.revoke": { audience: "person", otherTenant: "not_found" },
  "session.list": { audience: "person" },
  "email.request_verification": { audience: "person" },
  "session.revoke_others": { audience: "person" },
  "session.end": { audience: "public" },
  "account.update": { audience: "person" },
  "account.get_picture": { audience: "person" },
  "account.set_picture": { audience: "person", input: () => ({ picture: samplePicture() }) },
  "account.remove_picture": { audience: "person" },
  "account.update_region": { audience: "person" },
};

export const turnsBack: Record<string, string> = {
  "platform.users.email_verified_at": "to take it back gives nobody a right",
};
