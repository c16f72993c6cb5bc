import { AppError } from "@/lib/core/errors";
import { type MessageKey, said } from "@/lib/platform/said";
import type { RefusedInvitation } from "./schema";

/** "2 invitations sent. Named twice and invited once: ada@acme.com" */
export function sentWords(invited: { email: string }[], twice: string[] = []): string {
  if (twice.length === 0) return said("members.invited.sent", named(invited));
  return said("members.invited.sentTwice", { ...named(invited), twice: twice.join(", ") });
}

/** For the form: who was not invited and why. They stay in the field, to be mended or taken out. */
export const notAllInvited = (invited: { email: string }[], refused: RefusedInvitation[]): AppError =>
  new AppError("invalid", said("members.invited.notAll", named(invited)), {
    fields: { emails: [refused.map(refusalWords).join("\n")] },
    values: { emails: refused.map(({ email }) => email).join("\n") },
  });

const named = (invited: { email: string }[]) => ({
  count: invited.length,
  email: invited[0]?.email ?? "",
});

const words = {
  invalid: "members.invited.invalid",
  already_member: "members.invited.alreadyMember",
  already_invited: "members.invited.alreadyInvited",
  limit_exceeded: "members.invited.noSeat",
  rate_limited: "members.invited.noMail",
} as const satisfies Record<RefusedInvitation["reason"], MessageKey>;

const refusalWords = ({ email, reason, message }: RefusedInvitation): string =>
  message
    ? said("members.invited.because", { email, reason: { said: message } })
    : said(words[reason], { email });
