const tries = 40;

/**
 * Runs a statement about the server's roles again while another database's migration changes the same ones: Postgres
 * refuses the second of two such statements at once instead of letting it wait.
 */
export async function whileOthersDoTheSame<T>(statement: () => Promise<T>): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await statement();
    } catch (thrown) {
      if (left === 0 || !isCollision(thrown)) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 90));
    }
  }
}

/** Somebody made the role or the grant first, or wrote the same row of the catalog at the same moment. */
function isCollision(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !("code" in thrown)) return false;
  const { code, message } = thrown;
  return code === "42710" || code === "23505" || (code === "XX000" && message.includes("concurrently"));
}
