import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { SOURCES } from "./fact.js";

interface Listed {
  sentence: string;
  source: string;
  file: string;
}

const here = import.meta.dirname;
const listed: Listed[] = readdirSync(here)
  .filter((file) => file.endsWith(".test.ts") && file !== "facts.test.ts")
  .sort()
  .flatMap((file) =>
    [
      ...readFileSync(path.join(here, file), "utf8").matchAll(
        /\b(?:fact|refused)\(\s*"([^"]+)",\s*"([^"]+)"/g,
      ),
    ].map(([, source = "", sentence = ""]) => ({ sentence, source, file })),
  );

const placeOf = (source: string): string => SOURCES[source.split(/[/:]/)[0] ?? ""]?.where ?? "";

test("every fact says where it is from", () => {
  expect(listed.filter(({ source }) => placeOf(source) === "")).toEqual([]);
  const sentences = listed.map(({ sentence }) => sentence);
  expect(sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index)).toEqual([]);
});

/** Written by `npx vitest run -u tests/facts/facts.test.ts`. */
test("FACTS.md lists every fact", async () => {
  await expect(table()).toMatchFileSnapshot("../../FACTS.md");
});

function table(): string {
  const sources = Object.entries(SOURCES).map(
    ([name, { what, where }]) => `| \`${name}\` | ${what} | ${where} |`,
  );
  const rows = listed.map(({ sentence, source, file }) => `| ${sentence} | ${source} | ${file} |`);
  return `# Facts of Stripe

What others assert of the real Stripe, and what it refuses, each as a test in \`tests/facts/\`. They are facts: none of their
code is here. A sentence of Stripe's that a test compares is as its users quote it.

| source | what it is | where |
| --- | --- | --- |
${sources.join("\n")}

| fact | source | test |
| --- | --- | --- |
${rows.join("\n")}
`;
}
