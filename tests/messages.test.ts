import { readdirSync } from "node:fs";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import { describeEvent } from "@/lib/describe-event";
import { plans } from "@/lib/entitlements/plans";
import { tellings } from "@/lib/nouns";
import { languages, preferredLanguage } from "@/lib/platform/languages";
import { readSaid, said } from "@/lib/platform/said";
import { speak } from "@/lib/platform/translate";
import { messages } from "@/messages";
import { inFolder } from "./architecture/sources";

type Texts = { [key: string]: string | Texts };

/** Every message with its whole path. */
function flat(texts: Texts, before = ""): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "string" ? [[before + key, text] as [string, string]] : flat(text, `${before}${key}.`),
  );
}

/** What has to be filled in, and what encloses words: `count`, `<link>`. */
function argumentsOf(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((one) => {
    if (one.type === TYPE.literal || one.type === TYPE.pound) return [];
    if (one.type === TYPE.tag) return [`<${one.value}>`, ...argumentsOf(one.children)];
    if (one.type === TYPE.plural || one.type === TYPE.select)
      return [one.value, ...Object.values(one.options).flatMap(({ value }) => argumentsOf(value))];
    return [one.value];
  });
}

const english = new Map(flat(messages.en));

describe.each(languages)("what is said in %s", (language) => {
  const all = new Map(flat(messages[language]));

  test("is what is said in English, key by key", () => {
    expect([...all.keys()]).toEqual([...english.keys()]);
  });

  test("can be said, and asks for the same to be filled in", () => {
    for (const [key, text] of all) {
      const asked = (words: string) => [...new Set(argumentsOf(parse(words)))].toSorted();
      expect(asked(text), `${language}: ${key}`).toEqual(asked(english.get(key) ?? ""));
      expect(text.trim(), `${language}: ${key}`).toBe(text);
      expect(text, `${language}: ${key}`).not.toBe("");
    }
  });

  test("lists every file of its folder", () => {
    const files = readdirSync(`messages/${language}`).filter((name) => name.endsWith(".json"));
    expect(files.map((name) => name.replace(".json", "")).toSorted()).toEqual(
      Object.keys(messages[language]).toSorted(),
    );
  });
});

describe.each(languages)("what happens, told in %s", (language) => {
  const events: Texts = messages[language].events;
  const sentences = new Map(flat(events));

  test("has a sentence for every event of every noun, and none for another", () => {
    expect([...sentences.keys()].toSorted()).toEqual([...tellings.keys()].toSorted());
  });

  test("names the actor first or not at all, so that what follows reads well beside a name", () => {
    for (const [type, text] of sentences) {
      expect(text.lastIndexOf("{actor}"), `${language}: ${type}`).toBeLessThanOrEqual(0);
      const { sentence } = describeEvent(
        { type, actorLabel: "Kim", subjectLabel: "Relaunch", data: {} },
        language,
      );
      expect(sentence.map((one) => one.text).join(" "), `${language}: ${type}`).toBe(
        text.replace("{actor}", "Kim").replace("{subject}", "Relaunch"),
      );
    }
  });
});

test("a plan is told of in English as the catalog has it", () => {
  const taglines = Object.entries(plans).map(([id, { tagline }]) => [id, tagline]);
  expect(messages.en.dashboard.taglines).toEqual(Object.fromEntries(taglines));
});

test("nothing is kept that nobody says", () => {
  const code = inFolder("app/", "components/", "lib/", "emails/", "cli/", "middleware.ts")
    .map(({ text }) => text)
    .join("\n");
  const isSaid = (key: string) => {
    const parts = key.split(".");
    return parts.some((_, index) => code.includes(`"${parts.slice(index).join(".")}"`));
  };
  expect([...english.keys()].filter((key) => !isSaid(key))).toEqual([]);
});

test("a browser loads what the components that it draws say, and nothing else", () => {
  const files = new Map(inFolder("app/", "components/").map((file) => [file.path, file.text]));
  const importsOf = (path: string) =>
    [...(files.get(path) ?? "").matchAll(/^(?:import|export) (?!type )[^"]*?from "@\/([^"]+)";/gm)].flatMap(
      ([, name]) => [`${name}.tsx`, `${name}.ts`].filter((one) => files.has(one)),
    );
  const drawn = new Set([...files].flatMap(([path, text]) => (/^"use client";/m.test(text) ? [path] : [])));
  for (const path of drawn) for (const one of importsOf(path)) drawn.add(one);
  const says = [...drawn].flatMap((path) =>
    [...(files.get(path) ?? "").matchAll(/useTranslations\("(\w+)/g)].map(([, namespace]) => namespace),
  );
  const loads = (file: string) =>
    [...(files.get(`components/language/${file}.tsx`) ?? "").matchAll(/messages\/\w+\/(\w+)\.json/g)].map(
      ([, namespace]) => namespace,
    );
  const said = [...new Set(says)].toSorted();
  expect(said).toContain("shell");
  for (const file of ["english", "german", "speaking"]) expect(loads(file).toSorted(), file).toEqual(said);
});

test("what is said travels as text and is spoken in the reader's language", () => {
  expect(speak("de", said("shell.signOut"))).toBe("Abmelden");
  expect(readSaid(said("shell.signOut", { most: 3, name: 'a "b" {c}' }))).toEqual({
    key: "shell.signOut",
    values: { most: 3, name: 'a "b" {c}' },
  });
});

test("what is said may be filled in with what is said, and never with what somebody typed", () => {
  const wait = said("common.in.minutes", { count: 5 });
  expect(speak("de", said("auth.tooMany.signUp", { when: { said: wait } }))).toContain("in 5 Minuten erneut");
  expect(speak("de", said("members.done.removed", { name: "shell.signOut" }))).toBe(
    "shell.signOut wurde entfernt",
  );
  expect(speak("de", `${said("shell.signOut")}\n${said("common.required")}`)).toBe(
    "Abmelden\nDieses Feld ist erforderlich.",
  );
});

test.each(["Sign out", "shell.nothing", "shell", "a.b {", "constructor.name", "notes.pdf"])(
  "%j is no key and stays as it is",
  (text) => {
    expect(speak("de", text)).toBe(text);
  },
);

test.each([
  [null, null],
  ["", null],
  ["fr-FR", null],
  ["de", "de"],
  ["de-AT,de;q=0.9", "de"],
  ["fr-CH, en;q=0.7, de;q=0.8", "de"],
  ["EN-us", "en"],
  ["de;q=0, en", "en"],
  ["*, de;q=0.1", "de"],
])("a browser that asks for %j is answered in %j", (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
