import { invalid } from "./errors.js";

export type FormValue = string | FormValue[] | { [key: string]: FormValue };

const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** Decodes Stripe's bracket form: `items[0][price]=p&expand[]=a` becomes nested objects and arrays of strings. */
export function decodeForm(encoded: string): Record<string, FormValue> {
  const root: Branch = new Map();
  for (const [key, value] of new URLSearchParams(encoded)) place(root, pathOf(key), value);
  return Object.fromEntries([...root].map(([key, value]) => [key, settle(value)]));
}

type Branch = Map<string, Branch | string>;

function pathOf(key: string): string[] {
  const [head = "", ...rest] = key.split("[");
  const path = [head, ...rest.map((part) => part.replace(/\]$/, ""))];
  if (path.length > 10 || path.some((part) => FORBIDDEN_KEYS.has(part)))
    throw invalid(`Invalid parameter: ${key}`);
  return path;
}

function place(branch: Branch, [head = "", ...rest]: string[], value: string): void {
  const key = head === "" ? String(branch.size) : head;
  if (rest.length === 0) {
    branch.set(key, value);
    return;
  }
  const existing = branch.get(key);
  const child: Branch = existing instanceof Map ? existing : new Map();
  branch.set(key, child);
  place(child, rest, value);
}

function settle(value: Branch | string): FormValue {
  if (typeof value === "string") return value;
  const keys = [...value.keys()];
  const isList = keys.every((key, index) => key === String(index));
  if (isList) return [...value.values()].map(settle);
  return Object.fromEntries([...value].map(([key, child]) => [key, settle(child)]));
}
