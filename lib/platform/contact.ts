import { env } from "@/env";

/** Where people find whoever runs this installation: what is set for it, else the address that mail comes from. */
export function contactAddress(): string {
  const { SUPPORT_EMAIL, MAIL_FROM } = env();
  return SUPPORT_EMAIL ?? /<([^>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM;
}
