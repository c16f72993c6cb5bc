/** What both drivers say, without a code, of a connection that was lost, that died unnoticed, or that never came about. */
const lost =
  /^(Connection terminated|Client (has encountered a connection error|was closed)|timeout exceeded when trying to connect)/;

/** Whether something failed because the database is away or full, rather than because of what it was asked. */
export function isAway(thrown: unknown): boolean {
  return /^(08|57P|53)|^E(CONN|TIMEDOUT|PIPE)/.test(codeOf(thrown) ?? "") || isLost(thrown);
}

function isLost(thrown: unknown): boolean {
  return thrown instanceof Error && (lost.test(thrown.message) || isLost(thrown.cause));
}

/** Whether something failed because of a value that no column takes, such as a text with a NUL in it. */
export const isBadValue = (thrown: unknown): boolean => codeOf(thrown)?.startsWith("22") ?? false;

/** The constraint by whose name the database refused a statement, where it did. */
export function constraintOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if ("constraint" in thrown && typeof thrown.constraint === "string") return thrown.constraint;
  return constraintOf(thrown.cause);
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}
