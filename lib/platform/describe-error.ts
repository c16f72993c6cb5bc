/** Classes of Postgres's errors whose message names constraints, objects or conditions, but never a value. */
const plainClasses = /^(?:08|23|25|28|3D|40|42501|53|54|55|57)/;
/** What Postgres adds to an error: all of it may quote the row or the statement. */
const quoting = ["detail", "hint", "where", "internalQuery", "query", "params", "parameters"] as const;
const deepest = 6;

/**
 * The same error without any value: not what a statement was given, nor what Postgres quotes of a row or an input. Its
 * code and constraint stay, because code decides by them. For where an error leaves the database.
 */
export function withoutValues(thrown: unknown, depth = 0): unknown {
  if (!(thrown instanceof Error) || depth > deepest) return thrown;
  const message = plainMessage(thrown);
  if (message !== thrown.message) {
    thrown.message = message;
    thrown.stack = stackOf(thrown, message);
  }
  for (const field of quoting) if (field in thrown) Reflect.deleteProperty(thrown, field);
  withoutValues(thrown.cause, depth + 1);
  return thrown;
}

/** A failure as the log shows it: its words without values, its code, where it came from, and what caused it. */
export function describeError(thrown: unknown, depth = 0): unknown {
  if (!(thrown instanceof Error)) return typeof thrown === "string" ? withoutSecrets(thrown) : typeof thrown;
  if (depth > deepest) return thrown.name;
  const message = wordsOf(thrown);
  const below = (cause: unknown) => describeError(cause, depth + 1);
  return {
    name: thrown.name,
    message,
    ...known(thrown),
    stack: stackOf(thrown, message),
    ...(thrown.cause !== undefined && { cause: below(thrown.cause) }),
    ...(thrown instanceof AggregateError && { errors: thrown.errors.slice(0, 10).map(below) }),
  };
}

/** How much of each failure a line keeps: a failed statement is quoted whole, and what refused it stands last. */
const longestWords = 200;

/** One line about a failure, fit to be stored: the words of what was thrown and of all that caused it, the first cause last. */
export function summaryOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "something that is no error was thrown";
  return chainOf(thrown).map(lineOf).join(": ");
}

/** What was thrown, what caused that, and so on. */
function chainOf(thrown: Error): Error[] {
  const chain = [thrown];
  for (let at = thrown.cause; at instanceof Error && chain.length <= deepest; at = at.cause) chain.push(at);
  return chain;
}

function lineOf(error: Error): string {
  const { code } = known(error);
  const words = wordsOf(error);
  const kept = words.length > longestWords ? `${words.slice(0, longestWords - 1)}…` : words;
  return code === undefined || words.includes(`(${code})`) ? kept : `${kept} (${code})`;
}

/** Masks what has the shape of a secret: our links' tokens, and anything else as long and as random. */
export const withoutSecrets = (text: string): string =>
  text.replace(/[\w-]{40,}/g, "[secret]").replace(/(:\/\/[^\s/:@]*):[^\s/@]+@/g, "$1:[secret]@");

const wordsOf = (error: Error): string => withoutSecrets(plainMessage(error));

function plainMessage(error: Error): string {
  if ("query" in error && "params" in error) return `Failed query: ${error.query}`;
  const isQuery = /^Failed query: [\s\S]*?\nparams: /.exec(error.message);
  if (isQuery) return isQuery[0].slice(0, -"\nparams: ".length);
  if (!isFromPostgres(error) || plainClasses.test(error.code)) return error.message;
  return `the database refused a statement (${error.code})`;
}

const isFromPostgres = (error: Error): error is Error & { code: string } =>
  "severity" in error && "code" in error && typeof error.code === "string";

function known(error: Error): { code?: unknown; constraint?: unknown; table?: unknown; digest?: unknown } {
  return {
    // The reference a page shows to whoever meets the failure.
    ...("digest" in error && { digest: error.digest }),
    ...("code" in error && { code: error.code }),
    ...("constraint" in error && { constraint: error.constraint }),
    ...("table" in error && { table: error.table }),
  };
}

/** The frames below other words: a stack begins with the message, which may be of many lines. */
function stackOf({ name, stack = "" }: Error, message: string): string {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return [`${name}: ${message}`, ...frames].join("\n");
}
