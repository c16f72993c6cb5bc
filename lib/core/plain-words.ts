import type { z } from "zod";
import { said } from "@/lib/platform/said";

type Told = z.core.$ZodRawIssue;

/** What is said of an input for which its schema has no words of its own. */
export const plainWords = (issue: Told): string | undefined => {
  if (issue.code === "invalid_type") return missing(issue.expected, issue.input);
  if (issue.code === "invalid_format") return forms[issue.format] ?? said("common.wrongFormat");
  if (issue.code === "invalid_value") return said("common.chooseOption");
  if (issue.code === "too_small") return below(issue, Number(issue.minimum));
  if (issue.code === "too_big") return above(issue, Number(issue.maximum));
  if (issue.code === "not_multiple_of") return said("common.enterMultiple", { of: Number(issue.divisor) });
  return undefined;
};

const types: Record<string, string> = {
  number: said("common.enterNumber"),
  int: said("common.enterWholeNumber"),
  boolean: said("common.chooseYesOrNo"),
  date: said("common.enterDate"),
};

const missing = (expected: string, input: unknown): string | undefined =>
  types[expected] ?? (input === undefined ? said("common.required") : undefined);

const forms: Record<string, string> = {
  date: said("common.enterDate"),
  datetime: said("common.enterDateAndTime"),
  time: said("common.enterTime"),
  email: said("common.enterEmail"),
  url: said("common.enterUrl"),
};

type Bound = Told & { origin: string; inclusive?: boolean };

function below({ origin, inclusive = true }: Bound, limit: number): string {
  if (origin === "string") return limit === 1 ? said("common.required") : said("common.tooShort", { limit });
  if (isCounted(origin)) return said("common.tooFew", { limit });
  return said(inclusive ? "common.atLeast" : "common.moreThan", { limit });
}

function above({ origin, inclusive = true }: Bound, limit: number): string {
  if (origin === "string") return said("common.tooLong", { limit });
  if (isCounted(origin)) return said("common.tooMany", { limit });
  return said(inclusive ? "common.atMost" : "common.lessThan", { limit });
}

const isCounted = (origin: string): boolean => ["array", "set"].includes(origin);
