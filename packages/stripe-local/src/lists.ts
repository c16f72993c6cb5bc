import { invalid } from "./errors.js";
import {
  either,
  type Input,
  integer,
  invalidInteger,
  object,
  type Parser,
  required,
  text,
} from "./params.js";
import { listOf } from "./present.js";
import { type Route, route } from "./router.js";
import type { Sandbox } from "./sandbox.js";
import { matches, parseQuery } from "./search.js";
import type { Noun, Nouns } from "./types.js";

const range = either(integer, object({ gt: integer, gte: integer, lt: integer, lte: integer }));
const page = { limit: integer, starting_after: text, ending_before: text, created: range };
type Page = Input<ReturnType<typeof object<typeof page>>>;
type Filters = Record<string, Parser<unknown>>;
type Keep<N extends Noun> = (object: Nouns[N], filter: Record<string, unknown>, sandbox: Sandbox) => boolean;

/** GET one object by id, which a refusal calls `param`. */
export function retrieveRoute(
  pattern: string,
  noun: Noun,
  { param = "id", fields = {} }: { param?: string; fields?: Filters } = {},
): Route {
  return route(`GET ${pattern}/:id`, object(fields), (sandbox, _, id: string) =>
    sandbox.store.get(noun, id, param),
  );
}

/** GET a page, newest first. A filter named like a field compares with it unless `keep` decides otherwise. */
export function listRoute<N extends Noun>(
  pattern: string,
  noun: N,
  fields: Filters = {},
  keep?: Keep<N>,
): Route {
  return route(`GET ${pattern}`, object({ ...page, ...fields }), (sandbox, input) => {
    const { limit, starting_after, ending_before, created, ...filter } = asFilter(input);
    const keeps = keep ?? equals;
    const found = candidates(sandbox, noun, filter)
      .filter((each) => isCreatedWithin(each, created) && keeps(each, filter, sandbox))
      .reverse();
    return pageOf(found, { limit, starting_after, ending_before }, pattern);
  });
}

/** Search lags behind on purpose: nobody may read their own write through it. */
export function searchRoute<N extends Noun>(pattern: string, noun: N): Route {
  const input = object({ query: required(text), limit: integer, page: text });
  return route(`GET ${pattern}/search`, input, (sandbox, { query, limit = 10, page: from = "0" }) => {
    const seenUntil = sandbox.now() - sandbox.settings.searchLagMs / 1000;
    const terms = parseQuery(query, pattern.split("/").at(-1) ?? "");
    const found = sandbox.store
      .all(noun)
      .filter((each) => createdOf(each) <= seenUntil && matches(each, terms));
    const start = Number(from);
    const next = start + limit < found.length ? String(start + limit) : null;
    const data = found.reverse().slice(start, start + limit);
    return {
      object: "search_result",
      data,
      has_more: next !== null,
      next_page: next,
      url: `${pattern}/search`,
    };
  });
}

/** The shortest list there is for a filter that names an indexed field, or everything. */
function candidates<N extends Noun>(sandbox: Sandbox, noun: N, filter: Record<string, unknown>): Nouns[N][] {
  const lists = Object.entries(filter).flatMap(([field, value]) => {
    const found = typeof value === "string" ? sandbox.store.lookUp(noun, field, value) : undefined;
    return found ? [found] : [];
  });
  return lists.sort((first, second) => first.length - second.length)[0] ?? sandbox.store.all(noun);
}

export function pageOf<T extends { id: string }>(
  found: T[],
  { limit = 10, starting_after, ending_before }: Pick<Page, "limit" | "starting_after" | "ending_before">,
  url: string,
): object {
  if (limit < 1) throw invalidInteger("This value must be greater than or equal to 1.", "limit");
  if (limit > 100) throw invalidInteger("This value must be less than or equal to 100.", "limit");
  if (ending_before) {
    const before = found.slice(0, indexOf(found, ending_before, "ending_before"));
    return listOf(before.slice(-limit), url, before.length > limit);
  }
  const start = starting_after ? indexOf(found, starting_after, "starting_after") + 1 : 0;
  return listOf(found.slice(start, start + limit), url, start + limit < found.length);
}

function indexOf(found: { id: string }[], id: string, param: string): number {
  const index = found.findIndex((each) => each.id === id);
  if (index === -1) throw invalid(`No such object: '${id}'`, { code: "resource_missing", param });
  return index;
}

function equals(object: object, filter: Record<string, unknown>): boolean {
  return Object.entries(filter).every(
    ([key, value]) => value === undefined || Reflect.get(object, key) === value,
  );
}

function isCreatedWithin(object: object, created: Page["created"]): boolean {
  if (created === undefined) return true;
  const at = createdOf(object);
  if (typeof created === "number") return at === created;
  const { gt = -1, gte = 0, lt = Number.POSITIVE_INFINITY, lte = Number.POSITIVE_INFINITY } = created;
  return at > gt && at >= gte && at < lt && at <= lte;
}

function createdOf(object: object): number {
  return "created" in object ? Number(object.created) : 0;
}

/** The parser has checked both halves; only their union is lost on the compiler. */
function asFilter(input: object): Page & Record<string, unknown> {
  return input as Page & Record<string, unknown>;
}
