import { type Endpoint, neededEvents } from "@/lib/billing/stripe/webhook-endpoint";
import type { Difference } from "./difference";

/** Whether some endpoint is sent everything that is needed. Its secret is shown once, so nothing here is repaired by itself. */
export function compareEndpoints(endpoints: Endpoint[]): Difference[] {
  const of = { kind: "webhook", isRepaired: false, here: null, there: null } as const;
  if (endpoints.length === 0) return [{ ...of, name: "endpoint", problem: "missing" }];
  return endpoints.flatMap(({ url, isEnabled, events }): Difference[] => {
    if (!isEnabled) return [{ ...of, name: url, problem: "disabled" }];
    const missing = events.includes("*") ? [] : neededEvents.filter((event) => !events.includes(event));
    return missing.map((event) => ({ ...of, name: url, problem: "event not sent", here: event }));
  });
}
