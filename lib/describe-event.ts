import { z } from "zod";
import { operations, tellings } from "./nouns";

interface Told {
  type: string;
  actorLabel: string;
  subjectLabel: string | null;
  data: Record<string, unknown>;
}

/**
 * An event as it reads after its actor: what was done, to what, and the detail that explains it. One that an earlier version
 * wrote and this one does not know is shown by its type.
 */
export function describeEvent({ type, actorLabel, subjectLabel, data }: Told) {
  const telling = tellings.get(type) ?? type;
  const { deed, detail } = typeof telling === "string" ? { deed: telling, detail: () => null } : telling;
  // "Kim joined the workspace Kim" and "changed the settings of Acme", read in Acme, name what is known already.
  const isObvious = subjectLabel === actorLabel || type.startsWith("workspace.");
  return {
    deed,
    subject: isObvious ? null : subjectLabel,
    detail: type.startsWith("security.") ? refused(data) : detail(data),
  };
}

const refusal = z.object({ verb: z.string(), account: z.string().optional(), count: z.number() });

/** "Sign in, for k…@a….example, 20 times within an hour": what was tried, whose account, and how often so far. */
function refused(data: Record<string, unknown>): string | null {
  const known = refusal.safeParse(data);
  if (!known.success) return null;
  const { verb, account, count } = known.data;
  return [
    operations.get(verb)?.summary ?? verb,
    account && `for ${account}`,
    count > 1 && `${count} times within an hour`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** The subjects of events, such as `project`, which a log can be filtered by. */
export const eventSubjects = [...new Set([...tellings.keys()].map((type) => type.split(".")[0] ?? type))];
