import type { MessageKeys, Messages, NestedKeyOf } from "use-intl/core";

/** Names a text of `messages/` by its whole path: `members.lastOwner`. */
export type MessageKey = MessageKeys<Messages, NestedKeyOf<Messages>>;

/** Fills in a message; what is itself `said` is spoken first, and a text, which somebody may have typed, never. */
type Filling = string | number | { said: string };

/**
 * What is to be said, before it is known in which language: a key with what is filled in, as text, so that it travels
 * wherever a sentence would, through a schema's message and an error's. `speak` of translate.ts says it at the entry point.
 * `said("projects.full", { most: 3 })` is `projects.full {"most":3}`, which a log can show as it is.
 */
export const said = (key: MessageKey, values?: Record<string, Filling>): string =>
  values ? `${key} ${JSON.stringify(values)}` : key;

/** The way back; null for what is a sentence already, such as a vendor's own. */
export function readSaid(text: string): { key: string; values: Record<string, Filling> } | null {
  const [, key, values] = /^([a-z]\w*(?:\.\w+)+)(?: (\{.*\}))?$/su.exec(text) ?? [];
  if (!key) return null;
  try {
    return { key, values: values ? JSON.parse(values) : {} };
  } catch {
    return null;
  }
}
