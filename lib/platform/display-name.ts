import { z } from "zod";
import { isVisible, isWithin, problemOf, tidyLine, tidyParagraphs } from "./characters";
import { said } from "./said";

const tooLong = (most: number) => said("common.tooLong", { limit: most });

interface LineRule {
  most: number;
  /** What is said where nothing, or nothing to be seen, was typed. */
  missing: string;
}

/** One line that somebody types and others read: a name, a reason. The rule for every noun that has one. */
export const lineOf = ({ most, missing }: LineRule) =>
  z
    .string({ error: missing })
    .max(40 * most, tooLong(most))
    .transform(tidyLine)
    .superRefine((line, { addIssue }) => {
      const problem = isVisible(line) ? problemOf(line) : missing;
      if (problem) addIssue({ code: "custom", message: problem });
      else if (!isWithin(line, most)) addIssue({ code: "custom", message: tooLong(most) });
    });

/** Several lines, or none. */
export const paragraphsOf = ({ most }: { most: number }) =>
  z
    .string()
    .max(40 * most, tooLong(most))
    .transform(tidyParagraphs)
    .superRefine((text, { addIssue }) => {
      const problem = problemOf(text);
      if (problem) addIssue({ code: "custom", message: problem });
      else if (!isWithin(text, most)) addIssue({ code: "custom", message: tooLong(most) });
    });

/** Words to look for: what could not be in a name is left out of them, because a search refuses nobody. */
export const wordsOf = ({ most }: { most: number }) =>
  z
    .string()
    .max(most)
    .transform((text) => tidyLine(text.toWellFormed().replace(/\p{Cc}+/gu, " ")));

/** What something is called, in at most 80 characters. */
export const name = lineOf({ most: 80, missing: said("common.enterName") });

/** What a person or a workspace is called, and mails then say: nothing a mail program would make a link of. */
export const displayName = name.refine(
  (value) => !/[<>]|:\/\/|\bwww\./iu.test(value),
  said("common.noMarkup"),
);
