import type { PlatformDb } from "@/db/tenant";
import type { Origin } from "@/lib/core/context";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock } from "@/lib/platform/clock";
import { mailing, spend } from "./attempts";
import { issueToken, lifetimes } from "./email-tokens";
import { linkOn } from "./links";

/** Mails the link that proves an address; it lives on the root domain, as the person does. Throws `rate_limited`. */
export async function sendVerification(
  db: PlatformDb,
  user: { id: string; email: string; epoch: number },
  origin: Origin,
): Promise<void> {
  const { email } = user;
  await spend(...mailing("verification", email, { tenant: null, origin }));
  const token = await issueToken(db, { purpose: "verify_email", email, user, tenantId: null });
  const url = linkOn(null, `/verify-email/${token}`);
  await sendMail(db, email, "verifyEmail", { url }, { until: clock.in(lifetimes.verify_email) });
}
