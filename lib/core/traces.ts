import type { EventType } from "./events";
import { type Risk, risks } from "./risks";

interface EffectiveMode {
  event: EventType;
  /** The risk of one such refusal. */
  from: Risk;
  /** The count from which it is told, where one alone is nothing. */
  since?: number;
  /** How far repetition raises it: whoever is only out of quota is no danger, however often. */
  upTo: Risk;
}

/** What a refusal leaves behind in the workspace's history, where it is more than a slip of the pen. */
const traces = {
  permission: { event: "security.permission_refused", from: "low", upTo: "high" },
  limit: { event: "security.limit_reached", from: "low", upTo: "medium" },
  attempts: { event: "security.attempts_limited", from: "medium", upTo: "high" },
  sign_in: { event: "security.sign_in_failed", from: "low", upTo: "high" },
  sign_in_elsewhere: {
    ...{ event: "security.sign_in_failed_elsewhere", from: "low", upTo: "medium" },
    since: 20,
  },
  password: { event: "security.password_refused", from: "low", upTo: "high" },
  link: { event: "security.link_refused", from: "low", upTo: "high" },
  handoff: { event: "security.handoff_refused", from: "low", upTo: "high" },
  origin: { event: "security.origin_refused", from: "medium", upTo: "high" },
  input: { event: "security.input_refused", from: "medium", upTo: "high" },
  viewer: { event: "security.viewer_changed", from: "low", upTo: "medium" },
  secret: { event: "security.secret_refused", from: "medium", upTo: "high" },
} as const satisfies Record<string, EffectiveMode>;
export type Trace = keyof typeof traces;

/** At which counts within an hour it is told again; the second and the third also raise the risk. */
const steps = [1, 5, 20, 100, 500, 2_500];

export const eventOf = (trace: Trace): EventType => traces[trace].event;

/** The risk of the `count`th refusal of one kind, for one actor and verb within an hour. */
export function riskOf(trace: Trace, count: number): Risk {
  const { from, upTo } = traces[trace];
  const raised = steps.slice(1, 3).filter((step) => count >= step).length;
  return risks[Math.min(risks.indexOf(from) + raised, risks.indexOf(upTo))] ?? upTo;
}

/** Whether a count that rose from `before` to `after` is worth another line. */
export function isTold(trace: Trace, before: number, after: number): boolean {
  const { since = 1 }: EffectiveMode = traces[trace];
  return steps.some((step) => step >= since && before < step && after >= step);
}
