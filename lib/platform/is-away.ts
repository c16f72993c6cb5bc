/** Whether something failed because the database is away or full, rather than because of what it was asked. */
export function isAway(thrown: unknown): boolean {
  const code = thrown instanceof Error ? codeOf(thrown) : undefined;
  return code !== undefined && /^(08|57P|53)|^E(CONN|TIMEDOUT|PIPE)/.test(code);
}

function codeOf(error: Error): string | undefined {
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause instanceof Error ? codeOf(error.cause) : undefined;
}
