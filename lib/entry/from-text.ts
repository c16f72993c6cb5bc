import { z } from "zod";

type Schema = z.core.$ZodType;

/** One text, and the way to the place it is meant for: `["stops", "0", "name"]`. */
interface Field {
  path: string[];
  text: string;
}

/**
 * What forms, addresses and terminals say, as the JSON that a schema asks for: names with their texts, a repeated name for a
 * list (`tags` or `tags[]`), dots for what is nested (`stops.0.name`, numbered from 0). A text becomes a number or a boolean
 * where the schema takes no text. An empty one is null or left out where nothing may stand there, a box that was not ticked is
 * false, and of a single value that comes twice the last counts. What cannot be read stays as it was typed, for the schema to
 * refuse at its place: what is returned is of the schema's type only if the schema takes it.
 */
export function fromText<S extends Schema>(
  schema: S,
  texts: Iterable<readonly [name: string, text: string | undefined]>,
): z.input<S> {
  const fields = [...texts].flatMap(([name, text]) =>
    text === undefined ? [] : [{ path: name.replace(/\[\]$/, "").split("."), text }],
  );
  return read(schema, fields) as z.input<S>;
}

function read(schema: Schema, fields: Field[]): unknown {
  const inner = innerOf(schema);
  if (inner instanceof z.ZodObject) return objectOf(inner, fields);
  if (inner instanceof z.ZodArray) return listOf(inner.element, fields);
  if (inner instanceof z.ZodUnion) {
    const readings = inner.options.map((option) => read(option, fields));
    return readings.find((reading) => accepts(inner, reading)) ?? readings[0];
  }
  // A way that leads into what has no inside: no schema takes this for a text.
  if (fields.some(({ path }) => path.length > 0)) return fields.map(({ text }) => text);
  return leafOf(inner, fields.at(-1)?.text ?? "");
}

function objectOf({ shape }: z.ZodObject, fields: Field[]): Record<string, unknown> {
  const groups = grouped(fields);
  const names = new Set([...Object.keys(shape), ...groups.keys()]);
  const members = [...names].map(
    (name) =>
      [name, memberOf(Object.hasOwn(shape, name) ? shape[name] : undefined, groups.get(name) ?? [])] as const,
  );
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** Undefined where it is left out. A name that the schema does not know is kept, because a strict one refuses it. */
function memberOf(schema: Schema | undefined, fields: Field[]): unknown {
  if (!schema) return fields.at(-1)?.text;
  if (fields.length === 0) return [undefined, false, []].find((nothing) => isOfType(schema, nothing));
  const isEmpty = fields.every(({ path, text }) => path.length === 0 && text === "");
  const isGroup = innerOf(schema) instanceof z.ZodArray;
  if (!isEmpty || isGroup || accepts(schema, "")) return read(schema, fields);
  if (accepts(schema, null)) return null;
  return accepts(schema, undefined) ? undefined : "";
}

/** A list that is sent empty, as by a hidden field before its boxes, has no member. */
function listOf(element: Schema, fields: Field[]): unknown[] {
  const isMeant = ({ path, text }: Field) => path.length > 0 || text !== "" || accepts(element, "");
  if (fields.every(({ path }) => path.length > 0))
    return [...grouped(fields).values()].filter((own) => own.some(isMeant)).map((own) => read(element, own));
  return fields.filter(isMeant).map((field) => read(element, [field]));
}

function leafOf(schema: Schema, text: string): unknown {
  const readings = [text, numberIn(text), truthIn(text)].filter((reading) => reading !== undefined);
  return readings.find((reading) => isOfType(schema, reading)) ?? text;
}

/** As a number field writes it. One that no double holds is none. */
function numberIn(text: string): number | undefined {
  if (!/^\s*-?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

const truths: Record<string, boolean> = {
  on: true,
  true: true,
  yes: true,
  off: false,
  false: false,
  no: false,
};
const truthIn = (text: string): boolean | undefined =>
  Object.hasOwn(truths, text) ? truths[text] : undefined;

/** What a schema reads: before what it makes of it, and whether or not it may be left out. */
function innerOf(schema: Schema): Schema {
  if (schema instanceof z.ZodPipe) return innerOf(schema.in);
  const isWrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodNonOptional;
  return isWrapped ? innerOf(schema.unwrap()) : schema;
}

const accepts = (schema: Schema, value: unknown): boolean => z.safeParse(schema, value).success;

/** Whether a value is of the type that is asked for, even if it is refused for another reason, as a number that is too large. */
function isOfType(schema: Schema, value: unknown): boolean {
  const issues = z.safeParse(schema, value).error?.issues ?? [];
  return !issues.some((issue) => issue.path.length === 0 && isAboutType(issue));
}

const isAboutType = (issue: z.core.$ZodIssue): boolean =>
  issue.code === "invalid_type"
    ? issue.expected !== "int"
    : ["invalid_value", "invalid_union"].includes(issue.code);

function grouped(fields: Field[]): Map<string, Field[]> {
  const groups = new Map<string, Field[]>();
  for (const {
    path: [name = "", ...path],
    text,
  } of fields) {
    const group = groups.get(name);
    if (group) group.push({ path, text });
    else groups.set(name, [{ path, text }]);
  }
  return groups;
}
