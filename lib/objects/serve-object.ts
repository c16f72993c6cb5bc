import { AppError, notFound } from "@/lib/core/errors";
import { saved, unlessPublic } from "@/lib/platform/header-policy";
import { asAttachment } from "./as-attachment";
import { chosenStore } from "./chosen-store";
import { exactly } from "./exactly";
import { readPass } from "./passes";
import { reached } from "./reached";
import type { ObjectStore } from "./store";

/** Whatever was put there, a browser only saves it. `next.config.js` says so too, and has the last word on a server. */
const harmless = { ...saved, ...unlessPublic, "x-content-type-options": "nosniff" };

/** Gives the object a pass was made for. */
export async function serveObject(
  token: string,
  choose: () => Promise<ObjectStore> = chosenStore,
): Promise<Response> {
  const { key, filename, contentType } = readPass("get", token);
  const found = await reached(async () => (await choose()).get(key));
  if (!found) throw notFound("file");
  return new Response(found.body, {
    headers: {
      ...harmless,
      "content-type": contentType,
      "content-length": String(found.size),
      "content-disposition": asAttachment(filename),
    },
  });
}

/** Takes the object a pass was made for, and no other size or type. */
export async function takeObject(
  token: string,
  request: Request,
  choose: () => Promise<ObjectStore> = chosenStore,
): Promise<Response> {
  const { key, size, contentType } = readPass("put", token);
  const said = Number(request.headers.get("content-length") ?? size);
  if (said !== size || request.headers.get("content-type") !== contentType)
    throw new AppError("invalid", "This is not the file that was to be sent.");
  const body = exactly(size, request.body ?? new Uint8Array());
  await reached(async () => (await choose()).put(key, body, { size, contentType }));
  return new Response(null, { status: 204, headers: harmless });
}
