import { eq } from "drizzle-orm";
import { z } from "zod";
import { tenants } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { enqueue, job } from "@/lib/core/job";
import { platformCommand } from "@/lib/core/operation";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock, minutes } from "@/lib/platform/clock";
import { mailing, spend } from "./attempts";
import { findUser, type User } from "./credentials";
import { issueToken, lifetimes } from "./email-tokens";
import { linkOn } from "./links";
import { emailSchema } from "./schema";

/** Asks for a reset link. Whether there is such an account is left to the job: the request does the same for anybody. */
export const requestPasswordReset = platformCommand({
  name: "password.request_reset",
  summary: "Send a link to reset a password",
  audience: "public",
  input: z.strictObject({ email: emailSchema }),
  output: z.void(),
  emits: [],
  emitsNothing: "asking changes nothing, and a line would tell who has an account",
  rest: { none: "whoever forgot their password asks in a browser" },
  example: { email: "kim@example.com" },
  async run({ db, context }, { email }) {
    await spend(...mailing("reset", email, context));
    await enqueue(db, mailResetLinkJob, { email, tenantId: context.tenant?.id ?? null });
  },
});

/** Mails a reset link to an account of the host that was asked, if there is one. */
export const mailResetLinkJob = job({
  name: "auth.mail_reset_link",
  payload: z.object({ email: z.string(), tenantId: z.string().nullable() }),
  async run({ email, tenantId }) {
    await withPlatform(async (db) => {
      const found = await findUser(db, email, tenantId ?? "");
      const isHere = tenantId === null || Boolean(found?.membershipId);
      if (found && isHere) await mailResetLink(db, found.user, await hostOf(db, tenantId));
    });
  },
});

interface ResetHost {
  id: string;
  slug: string;
}

async function mailResetLink(db: PlatformDb, user: User, host: ResetHost | null): Promise<void> {
  const { email, name } = user;
  const tenantId = host?.id ?? null;
  const token = await issueToken(db, { purpose: "reset_password", email, user, tenantId });
  const expiresInMinutes = lifetimes.reset_password / minutes(1);
  const url = linkOn(host, `/reset-password/${token}`);
  const until = clock.in(lifetimes.reset_password);
  await sendMail(db, email, "resetPassword", { name, url, expiresInMinutes }, { until });
}

async function hostOf(db: PlatformDb, tenantId: string | null): Promise<ResetHost | null> {
  if (tenantId === null) return null;
  const [host] = await db
    .select({ id: tenants.id, slug: tenants.slug })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  return host ?? null;
}
