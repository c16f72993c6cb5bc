import type { PlatformDb } from "@/db/tenant";
import { sendMail } from "@/lib/notifications/send-mail";
import { issueToken } from "./email-tokens";
import { linkOn } from "./links";

/** Mails the link that proves an address; it lives on the root domain, as the person does. */
export async function sendVerification(
  db: PlatformDb,
  { id, email }: { id: string; email: string },
): Promise<void> {
  const token = await issueToken(db, { purpose: "verify_email", email, userId: id, tenantId: null });
  await sendMail(db, email, "verifyEmail", { url: linkOn(null, `/verify-email/${token}`) });
}
