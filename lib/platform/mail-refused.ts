/** The mail server will never take this mail: its mailbox or its words are refused, not our way of asking. */
export class MailRefused extends Error {
  override name = "MailRefused";

  /** Says the reply's code, 550 to 559, and to what it was one; never its text, which may quote the address. */
  constructor(status: number, command: string) {
    super(`the mail server refused for good: ${status} to ${command}`);
  }
}

/**
 * What was thrown in sending, or in its place a `MailRefused` where another attempt would be refused alike. A refused sender
 * or sign-in is none: whoever runs this deployment can mend it.
 */
export function refusalIn(thrown: unknown): unknown {
  if (!(thrown instanceof Error && "responseCode" in thrown && "command" in thrown)) return thrown;
  const { responseCode: status, command } = thrown;
  const isFinal = typeof status === "number" && status >= 550 && status < 560;
  return isFinal && (command === "RCPT TO" || command === "DATA") ? new MailRefused(status, command) : thrown;
}
