import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { note, visitorCaller } from "@/lib/core/refusals";
import { said } from "@/lib/platform/said";
import { examine } from "./credentials";
import { tellHere } from "./person";
import { followUp } from "./refused-sign-in";
import { emailSchema, examplePassword, nextPathSchema, passwordSchema, signedIn } from "./schema";
import { openSession } from "./tickets";

/**
 * Signs in on the host that was asked: to a workspace as its member, or to the root domain as a person. The ticket becomes
 * the cookie; it is empty where a link has to be opened first, which is mailed if the password was right. Throws
 * `unauthenticated`, also for a right password that needs its link where that must not show; `rate_limited`, or `forbidden`
 * for a suspended workspace.
 */
export const signIn = platformCommand({
  name: "session.create",
  summary: "Sign in",
  audience: "public",
  input: z.strictObject({ email: emailSchema, password: passwordSchema, next: nextPathSchema }),
  output: signedIn,
  emits: ["session.created"],
  emitsNothing: "a sign-in that waits for its mailed link is none yet, and the root domain keeps no history",
  rest: { none: "a session is a browser's; a key needs none" },
  example: { email: "kim@example.com", password: examplePassword, next: "/projects" },
  async prepare({ tenant, origin }, { email, password }) {
    if (tenant?.status === "suspended") throw new AppError("forbidden", said("common.suspended"));
    return examine({ email, password, ip: origin.ip, memberOf: tenant?.id });
  },
  async run(scope, { email, next }, { known, needsProof, isProofShown }) {
    const { db, context } = scope;
    const { tenant, origin } = context;
    if (known && !needsProof) {
      const ticket = await openSession(db, { ...known, tenantId: tenant?.id ?? null, origin });
      await tellHere(scope, known.user, "session.created");
      return { ticket, next };
    }
    // For every refusal, right or wrong: what they differ in is up to the job.
    await followUp(db, { email, tenantId: tenant?.id ?? null, next, isRight: known !== null });
    if (!isProofShown) return null;
    if (!known) note("sign_in", visitorCaller("session.create", context), { email });
    return { ticket: "", next: "/sign-in?notice=proof" };
  },
  // The refusal comes after the commit, for the job to stay.
  async afterCommit(_, made) {
    if (!made) throw notSignedIn();
    return made;
  },
});

/** One text for a wrong password, an unknown e-mail, an outsider, and a right password that waits for its link. */
const notSignedIn = () => new AppError("unauthenticated", said("auth.refused.signIn"), { trace: "sign_in" });
