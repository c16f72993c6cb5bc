import { days } from "@/lib/platform/clock";
import { graceMs } from "./access";

/** What an unpaid renewal leads to, in time since its first failure. The access itself ends in `access.ts`. */
export const dunningSteps = [
  { name: "d0", afterMs: 0 },
  { name: "d3", afterMs: days(3) },
  { name: "d5", afterMs: days(5) },
  { name: "d7", afterMs: graceMs },
  { name: "d14", afterMs: days(14) },
] as const;
export type DunningStep = (typeof dunningSteps)[number]["name"];

/** The step an episode stands at. The ones before it were told, or came and went unseen and are no longer news. */
export function dunningStepAt(since: Date, now: Date): DunningStep {
  const reached = dunningSteps.filter(({ afterMs }) => since.getTime() + afterMs <= now.getTime());
  return reached.at(-1)?.name ?? "d0";
}

/** When the next step is due, or null after the last. */
export function nextDunningStepAt(since: Date, now: Date): Date | null {
  const next = dunningSteps.find(({ afterMs }) => since.getTime() + afterMs > now.getTime());
  return next ? new Date(since.getTime() + next.afterMs) : null;
}
