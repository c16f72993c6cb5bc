import type { Command, Operation, Query } from "@/lib/core/operation";
import { operations } from "@/lib/nouns";

export const apiPath = "/api/v1";
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** An operation of a workspace with its address for machines, which the declaration names. */
export interface Endpoint {
  operation: Command | Query;
  method: Method;
  /** Below `/api/v1`: `/projects/{id}`. */
  path: string;
  segments: readonly string[];
}

const isOfWorkspace = (operation: Operation): operation is Command | Query =>
  operation.kind === "command" || operation.kind === "query";

/** The names that an address is filled in with. */
export const namesIn = ({ segments }: Pick<Endpoint, "segments">): string[] =>
  segments.flatMap((segment) => /^\{(\w+)\}$/.exec(segment)?.[1] ?? []);

/** Every address there is. Of two that fit, the one with fewer places to fill comes first. */
export const endpoints: readonly Endpoint[] = [...operations.values()]
  .filter(isOfWorkspace)
  .flatMap((operation) => {
    if (typeof operation.rest !== "string") return [];
    const [method = "", path = ""] = operation.rest.split(" ");
    return [{ operation, method: method as Method, path, segments: path.slice(1).split("/") }];
  })
  .toSorted((left, right) => namesIn(left).length - namesIn(right).length);

for (const { operation, method, path } of endpoints)
  if (endpoints.filter((one) => one.method === method && one.path === path).length > 1)
    throw new Error(`${operation.name} is not alone at ${method} ${path}`);

export interface Matched {
  endpoint: Endpoint;
  params: Record<string, string>;
}

/** What a path below `/api/v1` leads to, by method; nothing where there is no such path. An escaped path is none of ours. */
export function matched(path: string): ReadonlyMap<Method, Matched> {
  const found = new Map<Method, Matched>();
  if (!/^(?:\/[\w.~-]+)+$/.test(path)) return found;
  const segments = path.slice(1).split("/");
  for (const endpoint of endpoints) {
    const params = paramsOf(endpoint, segments);
    if (params && !found.has(endpoint.method)) found.set(endpoint.method, { endpoint, params });
  }
  return found;
}

/** Whether it makes something that can be read at an address of its own: then that is told by `Location`. */
export const isCreating = ({ method, path }: Endpoint): boolean =>
  method === "POST" && endpoints.some((one) => one.method === "GET" && one.path === `${path}/{id}`);

function paramsOf(endpoint: Endpoint, given: string[]): Record<string, string> | null {
  const { segments } = endpoint;
  if (segments.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const text = given[index] ?? "";
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name) params[name] = text;
    else if (segment !== text) return null;
  }
  return params;
}
