import { z } from "zod";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { enqueue, job } from "@/lib/core/job";
import { flushRefusals, nobody, note } from "@/lib/core/refusals";
import { mailboxOf } from "@/lib/notifications/mailbox-budget";
import { sendMail } from "@/lib/notifications/send-mail";
import { on, spending } from "./attempts";
import { findUser, type User } from "./credentials";
import { workspacesOf } from "./doors";
import { linkOn } from "./links";
import { failuresBeforeWarning } from "./policies";
import { proveByMail } from "./prove-by-mail";
import { failuresOf } from "./sign-in-attempts";

const refused = z.object({
  email: z.string(),
  /** The workspace at whose door it was; null for the root domain. */
  tenantId: z.string().nullable(),
  next: z.string(),
  /** Whether the password was right and a proof by mail is all that lacks. */
  isRight: z.boolean(),
});
type Refused = z.infer<typeof refused>;

/**
 * What follows a refused sign-in and depends on whose account it was, and therefore comes after the answer: the link that
 * finishes it, a warning to the holder, and a trace in the workspaces at whose doors it counts too.
 */
export const refusedSignInJob = job({
  name: "auth.sign_in_refused",
  payload: refused,
  async run({ isRight, ...asked }) {
    if (isRight) await proveByMail(asked);
    else await tellElsewhere(asked);
    await warnHolder(asked.email);
  },
});

/** Leaves the rest of a refused sign-in to the job: the request does the same for everybody. */
export const followUp = (db: PlatformDb, asked: Refused): Promise<void> =>
  enqueue(db, refusedSignInJob, asked);

/** Tells neither from where nor at which door: where else its members sign in is no workspace's business. */
async function tellElsewhere({ email, tenantId }: Pick<Refused, "email" | "tenantId">): Promise<void> {
  const aimedAt = await withPlatform((db) => workspacesOf(db, email));
  const origin = { host: "", requestId: "", ip: null, userAgent: null };
  for (const id of aimedAt.filter((one) => one !== tenantId))
    note("sign_in_elsewhere", { verb: "session.create", tenantId: id, actor: nobody, origin }, { email });
  await flushRefusals();
}

async function warnHolder(email: string): Promise<void> {
  if ((await failuresOf(email)) < failuresBeforeWarning) return;
  const found = await withPlatform((db) => findUser(db, email));
  if (found) await warnOnceADay(found.user);
}

async function warnOnceADay({ email, name }: User): Promise<void> {
  const resetUrl = linkOn(null, "/forgot-password");
  try {
    await spending([on("signInWarning", mailboxOf(email))], () =>
      withPlatform((db) => sendMail(db, email, "signInsFailed", { name, resetUrl })),
    );
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
  }
}
