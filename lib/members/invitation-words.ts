import { AppError } from "@/lib/core/errors";
import type { RefusedInvitation } from "./schema";

/** "2 invitations sent. ada@acme.com stood there twice and was invited once." */
export function sentWords(invited: { email: string }[], twice: string[] = []): string {
  const [first] = invited;
  const sent =
    invited.length === 1 ? `Invitation sent to ${first?.email}` : `${invited.length} invitations sent`;
  if (twice.length === 0) return sent;
  return `${sent}. Named twice and invited once: ${twice.join(", ")}`;
}

/** For the form: who was not invited and why. They stay in the field, to be mended or taken out. */
export function notAllInvited(invited: { email: string }[], refused: RefusedInvitation[]): AppError {
  const message =
    invited.length === 0 ? "Nobody was invited." : `${sentWords(invited)}. The others were not.`;
  return new AppError("invalid", message, {
    fields: { emails: [refused.map(refusalWords).join("\n")] },
    values: { emails: refused.map(({ email }) => email).join("\n") },
  });
}

const words: Record<RefusedInvitation["reason"], string> = {
  invalid: "does not look like an e-mail address.",
  already_member: "is a member already.",
  already_invited: "is invited already.",
  limit_exceeded: "has no seat left.",
  rate_limited: "cannot be sent another mail now.",
};

const refusalWords = ({ email, reason, message }: RefusedInvitation): string =>
  message ? `${email}: ${message}` : `${email} ${words[reason]}`;
