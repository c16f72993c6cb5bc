import { expect } from "vitest";
import { speak } from "@/lib/platform/translate";

/** Matches what is `said` by its words in English: those it holds, or those of a pattern. */
export const spoken = (words: string | RegExp) =>
  expect.toSatisfy((text: string) => {
    const said = speak("en", text);
    return typeof words === "string" ? said.includes(words) : words.test(said);
  }, `says ${words}`);
