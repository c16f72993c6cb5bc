import { notFound } from "@/lib/core/errors";
import { objectsOf } from "@/lib/objects/objects-of";
import { saved } from "@/lib/platform/header-policy";
import { keyOf } from "./key";
import { pictureSizes } from "./values";

/**
 * One square of a picture, to whoever has its address. Nobody can guess one: it holds a hash of the picture. What stands there
 * never changes, so a browser and what stands in between keep it for a year (RFC 8246).
 */
export async function servePicture(ownerId: string, hash: string, size: string): Promise<Response> {
  const isOurs =
    /^(?:ten|usr)_[0-9a-z]{26}$/.test(ownerId) &&
    /^[0-9a-f]{32}$/.test(hash) &&
    pictureSizes.some((one) => String(one) === size);
  if (!isOurs) throw notFound("file");
  const found = await objectsOf(ownerId).get(keyOf(hash, Number(size)));
  return new Response(found.body, {
    headers: {
      ...saved,
      "x-content-type-options": "nosniff",
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": "image/webp",
      "content-length": String(found.size),
    },
  });
}
