import { z } from "zod";
import type { Language } from "@/lib/platform/languages";
import { type MessageKey, said } from "@/lib/platform/said";
import { speak } from "@/lib/platform/translate";
import { operations, tellings } from "./nouns";

interface Told {
  type: string;
  actorLabel: string;
  subjectLabel: string | null;
  data: Record<string, unknown>;
}

/** A sentence in the order in which its language says it; what somebody named, a person or a thing, stands apart. */
export type SentencePart = { is: "actor" | "subject" | "words"; text: string };

// Of the private use area: no language writes them.
const marks = { actor: "\uE000", subject: "\uE001" };

/**
 * An event as its reader's language tells it, and what explains it. One that an earlier version wrote and this one does not
 * know is shown by its type.
 */
export function describeEvent({ type, actorLabel, subjectLabel, data }: Told, language: Language) {
  const telling = tellings.get(type);
  const sentence = telling
    ? speak(language, said(`events.${type}` as MessageKey, marks))
    : `${marks.actor} ${type} ${marks.subject}`;
  const named = { [marks.actor]: part("actor", actorLabel), [marks.subject]: part("subject", subjectLabel) };
  const detail = type.startsWith("security.") ? refused(data) : telling?.(data);
  return {
    sentence: sentence
      .split(/\s*([\uE000\uE001])\s?/)
      .map((text) => named[text] ?? part("words", text))
      .filter(({ text }) => text !== ""),
    detail: detail ? speak(language, detail) : null,
  };
}

const part = (is: SentencePart["is"], text: string | null): SentencePart => ({ is, text: text ?? "" });

const refusal = z.object({ verb: z.string(), account: z.string().optional(), count: z.number() });

/** "Sign in, for k…@a….example, 20 times within an hour": what was tried, whose account, and how often so far. */
function refused(data: Record<string, unknown>): string | null {
  const known = refusal.safeParse(data);
  if (!known.success) return null;
  const { account, count } = known.data;
  const verb = operations.get(known.data.verb)?.summary ?? known.data.verb;
  const what = account ? said("history.refusedFor", { verb, account }) : verb;
  return count > 1 ? said("history.times", { what: { said: what }, count }) : what;
}

/** The subjects of events, such as `project`, which a log can be filtered by. */
export const eventSubjects = [...new Set([...tellings.keys()].map((type) => type.split(".")[0] ?? type))];
