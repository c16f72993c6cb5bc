import type { Exchange } from "@/lib/platform/exchange";

/**
 * The 4xx a failure deserves when it is the caller's: a refusal of ours that nothing translated, or arguments Next could
 * not read. Null where it is ours.
 */
export function faultOf(thrown: unknown, exchange: Exchange): number | null {
  const status = statusOf(thrown);
  if (isRefusal(thrown)) return status < 500 ? status : null;
  // Up to here only Next has looked at it: nothing but what was sent can be wrong.
  if (exchange.isInHand || !isForNext(exchange.request)) return null;
  return status === 413 ? 413 : 400;
}

/** Whether a request brings more than an address: a form, arguments of a function, or the state of Next's router. */
const isForNext = ({ method, headers }: Exchange["request"]): boolean =>
  method === "POST" || "rsc" in headers || "next-router-state-tree" in headers;

// Each bundle has its own class AppError, so its name is what they have in common.
const isRefusal = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === "AppError";

function statusOf(thrown: unknown): number {
  if (!(thrown instanceof Error)) return 500;
  if ("status" in thrown && typeof thrown.status === "number") return thrown.status;
  return "statusCode" in thrown && typeof thrown.statusCode === "number" ? thrown.statusCode : 500;
}
