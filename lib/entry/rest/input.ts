import { z } from "zod";
import type { Endpoint, Matched } from "@/lib/api/endpoints";
import { AppError, invalidField } from "@/lib/core/errors";
import { decodeCursor } from "@/lib/platform/cursor";
import { said } from "@/lib/platform/said";
import { readJson } from "../api";
import { fromText } from "../from-text";

const mebibyte = 1_048_576;
const mostBytes = ({ operation }: Endpoint) => (operation.name === "usage.record" ? 2 : 1) * mebibyte;
type Members = Record<string, unknown>;

/**
 * The input an address, its parameters or its body name, still to be parsed by the operation. Throws `invalid` for what is
 * ambiguous, and `precondition_required` where a change does not say of which version.
 */
export async function inputOf(request: Request, url: URL, { endpoint, params }: Matched): Promise<Members> {
  const isRead = endpoint.method === "GET" || endpoint.method === "DELETE";
  const shape = endpoint.operation.input instanceof z.ZodObject ? endpoint.operation.input.shape : {};
  if (!isRead) for (const [name] of url.searchParams) throw invalidField(name, said("api.refused.path"));
  const given = isRead ? parametersOf(endpoint, url) : await bodyOf(request, mostBytes(endpoint));
  for (const name of Object.keys(params)) {
    if (Object.hasOwn(given, name) && given[name] !== params[name])
      throw invalidField(name, said("api.refused.path"));
  }
  const input = { ...given, ...fromText(z.object(pick(shape, Object.keys(params))), Object.entries(params)) };
  return "version" in shape ? { ...input, version: versionOf(request, input.version) } : input;
}

const pick = (shape: z.core.$ZodShape, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, shape[name] ?? z.string()]));

function parametersOf({ operation: { input } }: Endpoint, { searchParams }: URL): Members {
  const texts = [...searchParams].filter(([name]) => name !== "");
  const names = texts.map(([name]) => name);
  const shape = input instanceof z.ZodObject ? input.shape : {};
  const twice = names.find((name, index) => names.indexOf(name) !== index && !takesSeveral(shape[name]));
  if (twice) throw invalidField(twice, said("api.refused.twice"));
  for (const name of ["cursor", "before"]) {
    const cursor = searchParams.get(name);
    if (cursor && name in shape && !decodeCursor(cursor))
      throw invalidField(name, said("api.refused.cursor"));
  }
  return fromText(input, texts) as Members;
}

const takesSeveral = (schema: z.core.$ZodType | undefined): boolean =>
  schema !== undefined && z.safeParse(schema, []).success;

async function bodyOf(request: Request, most: number): Promise<Members> {
  if (request.body === null && !request.headers.has("content-type")) return {};
  const body = await readJson(request, most);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) {
    // A schema passes over this name, where it refuses every other that it does not know.
    if (Object.hasOwn(body, "__proto__")) throw invalidField("__proto__", said("api.refused.object"));
    return { ...body };
  }
  throw new AppError("invalid", said("api.refused.object"));
}

/** The version a change begins with: of `If-Match`, as `ETag` told it, or of the body. */
function versionOf(request: Request, inBody: unknown): unknown {
  const match = request.headers.get("if-match");
  const [, digits] = /^"v(\d{1,15})"$/.exec(match ?? "") ?? [];
  if (match !== null && match !== "*" && !digits) throw stale();
  const version = digits === undefined ? undefined : Number(digits);
  if (version === undefined && inBody === undefined)
    throw new AppError("invalid", said("api.refused.version"), { reason: "precondition_required" });
  if (version !== undefined && inBody !== undefined && version !== inBody)
    throw invalidField("version", said("api.refused.versions"));
  return version ?? inBody;
}

/** What was to be changed is another by now. */
export const stale = () =>
  new AppError("conflict", said("api.refused.stale"), { reason: "version_conflict" });
