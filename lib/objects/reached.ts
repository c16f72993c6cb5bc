import { AppError } from "@/lib/core/errors";

/** What a store throws is `unavailable` to whoever asked, unless it was we who refused. */
export async function reached<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const own = refusalIn(cause);
    if (own) throw own;
    throw new AppError("unavailable", "Files cannot be reached at the moment. Please try again later.", {
      cause,
    });
  }
}

/** A stream that we end ourselves comes back as the cause of what the store's client makes of it. */
function refusalIn(thrown: unknown): AppError | null {
  if (thrown instanceof AppError) return thrown;
  return thrown instanceof Error && thrown.cause !== undefined ? refusalIn(thrown.cause) : null;
}
