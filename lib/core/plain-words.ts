import type { z } from "zod";

type Told = z.core.$ZodRawIssue;

/** What is said of an input for which its schema has no words of its own. */
export const plainWords = (issue: Told): string | undefined => {
  if (issue.code === "invalid_type") return missing(issue.expected, issue.input);
  if (issue.code === "invalid_format") return forms[issue.format] ?? "This is not written as it has to be.";
  if (issue.code === "invalid_value") return "Choose one of the options.";
  if (issue.code === "too_small") return bound(issue, "at least", issue.minimum);
  if (issue.code === "too_big") return bound(issue, "at most", issue.maximum);
  if (issue.code === "not_multiple_of") return `Enter a multiple of ${issue.divisor}.`;
  return undefined;
};

const types: Record<string, string> = {
  number: "Enter a number.",
  int: "Enter a whole number.",
  boolean: "Choose yes or no.",
  date: "Enter a date.",
};

const missing = (expected: string, input: unknown): string | undefined =>
  types[expected] ?? (input === undefined ? "This is required." : undefined);

const forms: Record<string, string> = {
  date: "Enter a date.",
  datetime: "Enter a date and a time.",
  time: "Enter a time.",
  email: "Enter an e-mail address such as name@company.com.",
  url: "Enter an address such as https://company.com.",
};

/** "Use at most 80 characters.", "Choose at least 1.", "Enter less than 5." */
function bound(
  { origin, inclusive = true }: Told & { origin: string; inclusive?: boolean },
  words: string,
  limit: number | bigint,
) {
  const exclusive = words === "at least" ? "more than" : "less than";
  const amount = `${inclusive ? words : exclusive} ${limit.toLocaleString("en")}`;
  if (origin === "string")
    return limit === 1 && words === "at least" ? "This is required." : `Use ${amount} characters.`;
  return ["array", "set"].includes(origin) ? `Choose ${amount}.` : `Enter ${amount}.`;
}
