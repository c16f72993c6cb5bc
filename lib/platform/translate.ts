import {
  createTranslator,
  type IntlError,
  type Messages,
  type NamespaceKeys,
  type NestedKeyOf,
} from "use-intl/core";
import { env } from "@/env";
import { messages } from "@/messages";
import type { Language } from "./languages";
import { log } from "./log";
import { type MessageKey, readSaid } from "./said";

export type Namespace = NamespaceKeys<Messages, NestedKeyOf<Messages>>;
export type Translate<N extends Namespace> = ReturnType<typeof createTranslator<Messages, N>>;

/** Says what stands in a namespace of `messages/`: `translate("de", "shell")("signOut")` is "Abmelden". */
export const translate = <const N extends Namespace>(language: Language, namespace: N): Translate<N> =>
  createTranslator<Messages, N>({ ...settingsOf(language), namespace });

/** Says what was `said`, line by line, and leaves what is a sentence already. */
export const speak = (language: Language, text: string): string =>
  text
    .split("\n")
    .map((line) => speakLine(language, line))
    .join("\n");

function speakLine(language: Language, text: string): string {
  const found = readSaid(text);
  if (!found) return text;
  // What looks like a key and is none, such as a file's name, is a text of somebody else's.
  if (!isKey(found.key)) return text;
  const filled = Object.entries(found.values).map(([name, value]) => [
    name,
    typeof value === "object" ? speak(language, value.said) : value,
  ]);
  return createTranslator<Messages>(settingsOf(language))(found.key, Object.fromEntries(filled));
}

function isKey(path: string): path is MessageKey {
  let at: unknown = messages.en;
  for (const part of path.split("."))
    at = typeof at === "object" && at !== null ? Object.getOwnPropertyDescriptor(at, part)?.value : undefined;
  return typeof at === "string";
}

// Days and amounts are written by `formatsOf` before they are filled in, so no message needs a region or a zone.
const settingsOf = (language: Language) => ({
  locale: language,
  messages: messages[language],
  timeZone: "UTC",
  onError,
});

/** A message that is given too little is a mistake of ours: no test overlooks it, and its reader is shown the key. */
function onError(error: IntlError): void {
  if (env().NODE_ENV !== "production") throw error;
  log().error({ err: error }, "a message cannot be said");
}
