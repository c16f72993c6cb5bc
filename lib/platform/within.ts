/** The work took longer than anybody wanted to wait. It may still end. */
export class TooLate extends Error {
  override name = "TooLate";
}

/**
 * Waits for `work`, but no longer than `ms`, then throws `TooLate`. The timer is our own: at the edge a signal's may go
 * with the request that began the work, and then the work never settles.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`not done within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}
