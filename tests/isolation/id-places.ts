import { z } from "zod";
import { idPrefixes } from "@/lib/nouns";

const isIdName = (name: string): boolean => /^ids?$|Ids?$/.test(name);
const patterns = [...idPrefixes.keys()].map((prefix) => `^${prefix}_`);

/** Where an operation takes ids, by the shape or by the name of a member: `.id`, `.rows[].projectId`. */
export function idPlaces(input: z.ZodType): string[] {
  const schema = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  return [...new Set(placesIn(schema, "", false))];
}

type Schema = z.core.JSONSchema._JSONSchema;

function placesIn(schema: Schema, place: string, isNamed: boolean): string[] {
  if (typeof schema === "boolean") return [];
  const { properties = {}, items, anyOf = [], oneOf = [], allOf = [], pattern, type } = schema;
  const isShaped = patterns.some((one) => pattern?.startsWith(one));
  const isText = [type].flat().some((one) => one === "string");
  return [
    ...(isShaped || (isNamed && isText) ? [place] : []),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((one) => placesIn(one, place, isNamed)),
    ...[items ?? []].flat().flatMap((one) => placesIn(one, `${place}[]`, isNamed)),
    ...Object.entries(properties).flatMap(([name, one]) => placesIn(one, `${place}.${name}`, isIdName(name))),
  ];
}

/** The places of every text in an input, written the same way. */
export function textPlaces(input: unknown, place = ""): string[] {
  if (typeof input === "string") return [place];
  if (Array.isArray(input)) return input.flatMap((one) => textPlaces(one, `${place}[]`));
  if (typeof input !== "object" || input === null) return [];
  return Object.entries(input).flatMap(([name, value]) => textPlaces(value, `${place}.${name}`));
}
