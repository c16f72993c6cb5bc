import { invalid } from "./errors.js";

interface Term {
  field: string;
  key: string | null;
  operator: string;
  value: string;
}

/** Which fields a search of customers knows (docs: search, query fields). */
const FIELDS: Record<string, string[]> = {
  customers: ["created", "email", "metadata", "name", "phone"],
};

/** Stripe's search language without OR: `email:'a' AND metadata['k']:'v' AND created>123`. */
export function parseQuery(query: string, resource: string): Term[] {
  if (/\sAND\s/i.test(query) && /\sOR\s/i.test(query))
    throw invalid("We were unable to parse your search query: AND and OR cannot be combined in one query.");
  const terms = query.split(/\s+AND\s+/i).map(parseTerm);
  const unknown = terms.find(({ field }) => !FIELDS[resource]?.includes(field));
  if (unknown)
    throw invalid(`Field \`${unknown.field}\` is an unsupported search field for resource \`${resource}\`.`);
  return terms;
}

export function matches(object: object, terms: Term[]): boolean {
  return terms.every((term) => {
    const field = new Map<string, unknown>(Object.entries(object)).get(term.field);
    const value = term.key === null ? field : isRecord(field) ? field[term.key] : undefined;
    return compare(value, term);
  });
}

function parseTerm(text: string): Term {
  const match = /^\s*(\w+)(?:\[["'](.+?)["']\])?\s*(:|~|>=|<=|>|<)\s*["']?(.*?)["']?\s*$/.exec(text);
  const [, field, key, operator, value] = match ?? [];
  if (!field || !operator || value === undefined)
    throw invalid(`We were unable to parse your search query. ${text}`);
  return { field, key: key ?? null, operator, value };
}

function compare(value: unknown, { operator, value: wanted }: Term): boolean {
  if (wanted === "null") return value === null || value === undefined;
  if (operator === ":") return String(value).toLowerCase() === wanted.toLowerCase();
  if (operator === "~") return String(value).toLowerCase().includes(wanted.toLowerCase());
  const [a, b] = [Number(value), Number(wanted)];
  return operator === ">" ? a > b : operator === "<" ? a < b : operator === ">=" ? a >= b : a <= b;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
