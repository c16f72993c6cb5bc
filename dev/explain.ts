import { inspect } from "node:util";

/** Why the start failed, in its own words and those of what it failed over; a fault of the code with its stack. */
export function explain(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const isOurFault = thrown instanceof TypeError || thrown instanceof ReferenceError;
  if (isOurFault) return inspect(thrown);
  return thrown.cause instanceof Error ? `${thrown.message}: ${explain(thrown.cause)}` : thrown.message;
}
