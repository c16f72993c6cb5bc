import { invalid } from "./errors.js";

/** Reads one parameter; `path` is its name in errors, such as `items[0][price]`. */
export interface Parser<T> {
  (value: unknown, path: string): T;
  required?: boolean;
  /** The names an object takes. */
  keys?: string[];
}

type Required<T> = Parser<T> & { required: true };
type Fields = Record<string, Parser<unknown>>;
type Output<P> = P extends Parser<infer T> ? T : never;
type RequiredKeys<F> = { [K in keyof F]: F[K] extends { required: true } ? K : never }[keyof F];
type Shape<F> = { [K in RequiredKeys<F>]: Output<F[K]> } & {
  [K in Exclude<keyof F, RequiredKeys<F>>]?: Output<F[K]>;
};
export type Input<P> = Output<P>;

/** Text that says something. An empty string means "unset", which only `clearable` takes. */
export const text: Parser<string> = (value, path) => {
  const given = anyText(value, path);
  if (given !== "") return given;
  throw invalid(
    `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; however '${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`,
    { code: "parameter_invalid_empty", param: path },
  );
};

/** Text that may also be empty. */
export const anyText: Parser<string> = (value, path) => {
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw invalid(`Invalid string: ${path}`, { param: path });
};

/** An address a browser may be sent to; anything but http(s) is refused. */
export const webUrl: Parser<string> = (value, path) => {
  const url = text(value, path);
  if (/^https?:\/\/[^\s]+$/.test(url)) return url;
  throw invalid("Not a valid URL", { code: "url_invalid", param: path });
};

export const integer: Parser<number> = (value, path) => {
  if (/^-?\d+$/.test(shown(value))) return Number(value);
  throw invalid(`Invalid integer: ${shown(value)}`, { code: "parameter_invalid_integer", param: path });
};

/** An integer that is not below `least`. */
export function atLeast(least: number): Parser<number> {
  return (value, path) => {
    const given = integer(value, path);
    if (given >= least) return given;
    throw invalidInteger(`This value must be greater than or equal to ${least}.`, path);
  };
}

export function invalidInteger(message: string, param: string): Error {
  return invalid(message, { code: "parameter_invalid_integer", param });
}

export const decimal: Parser<string> = (value, path) => {
  if (/^-?\d+(\.\d{1,12})?$/.test(shown(value))) return shown(value);
  throw invalid(`Invalid decimal: ${shown(value)}`, { param: path });
};

export const float: Parser<number> = (value, path) => Number(decimal(value, path));

export const flag: Parser<boolean> = (value, path) => {
  if (value === "true" || value === true) return true;
  if (value === "false" || value === false) return false;
  throw invalid(`Invalid boolean: ${shown(value)}`, { param: path });
};

export function oneOf<const T extends string>(...choices: T[]): Parser<T> {
  return (value, path) => {
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    throw invalid(`Invalid ${path}: must be one of ${choices.join(", ")}`, { param: path });
  };
}

/** Stripe clears a field with the empty string; here that is null. */
export function clearable<T>(parser: Parser<T>): Parser<T | null> {
  return (value, path) => (value === "" || value === null ? null : parser(value, path));
}

export function either<A, B>(first: Parser<A>, second: Parser<B>): Parser<A | B> {
  return (value, path) => {
    try {
      return first(value, path);
    } catch {
      return second(value, path);
    }
  };
}

export function list<T>(parser: Parser<T>): Parser<T[]> {
  return (value, path) => {
    if (value === "") return [];
    if (!Array.isArray(value)) throw invalid(`Invalid array: ${path}`, { param: path });
    return value.map((item, index) => parser(item, `${path}[${index}]`));
  };
}

/** A map with free keys; an empty value removes the key, an empty string removes them all (docs: metadata). */
export const metadata: Parser<Record<string, string>> = (value, path) => {
  if (value === "") return {};
  if (!isRecord(value)) throw invalid(`Invalid object: ${path}`, { param: path });
  const entries = Object.entries(value).map(([key, item]): [string, string] => [
    key,
    anyText(item, `${path}[${key}]`),
  ]);
  if (entries.length > 50) throw invalid("Metadata can have up to 50 keys.", { param: path });
  for (const [key, item] of entries) refuseLong(key, item, path);
  return Object.fromEntries(entries);
};

function refuseLong(key: string, item: string, param: string): void {
  if (key.length > 40)
    throw invalid(
      `Metadata keys can have up to 40 characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`,
      { param },
    );
  if (item.length > 500)
    throw invalid(
      `Metadata values can have up to 500 characters, but you passed in a value that is ${item.length} characters. Invalid value: ${item}`,
      { param },
    );
}

/** A hash by currency: three lower-case letters each (docs: currencies). An empty string empties it. */
export function byCurrency<T>(parser: Parser<T>): Parser<Record<string, T>> {
  return (value, path) => {
    if (value === "") return {};
    if (!isRecord(value)) throw invalid("Invalid object", { param: path });
    const read = ([currency, item]: [string, unknown]): [string, T] => {
      const param = `${path}[${currency}]`;
      if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}.`, { param });
      return [currency, parser(item, param)];
    };
    return Object.fromEntries(Object.entries(value).map(read));
  };
}

export function required<T>(parser: Parser<T>): Required<T> {
  const strict: Parser<T> = (value, path) => parser(value, path);
  return Object.assign(strict, { required: true as const });
}

export function object<F extends Fields>(fields: F): Parser<Shape<F>> {
  const parse: Parser<Shape<F>> = (value, path) => {
    const given = value === "" || value === undefined || isEmptyList(value) ? {} : value;
    if (!isRecord(given)) throw invalid(`Invalid object`, { param: path });
    refuseUnknown(given, fields, path);
    return readFields(given, fields, path);
  };
  return Object.assign(parse, { keys: Object.keys(fields) });
}

function refuseUnknown(given: Record<string, unknown>, fields: Fields, path: string): void {
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(fields, key)) continue;
    const param = join(path, key);
    throw invalid(`Received unknown parameter: ${param}. Stripe may know it; this local stand-in does not.`, {
      code: "parameter_unknown",
      param,
    });
  }
}

function readFields<F extends Fields>(given: Record<string, unknown>, fields: F, path: string): Shape<F> {
  const result: Record<string, unknown> = {};
  for (const [key, parser] of Object.entries(fields)) {
    const param = join(path, key);
    if (given[key] !== undefined) result[key] = parser(given[key], param);
    else if (parser.required) {
      throw invalid(`Missing required param: ${param}.`, { code: "parameter_missing", param });
    }
  }
  return asShape<F>(result);
}

/** The loop above filled every key of the shape; the compiler cannot follow a mapped type through it. */
function asShape<F extends Fields>(result: Record<string, unknown>): Shape<F> {
  return result as Shape<F>;
}

/** What was sent, for a message. An object may bring a `toString` of its own that is not to be called. */
function shown(value: unknown): string {
  return typeof value === "object" ? "an object" : String(value);
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}[${key}]`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
