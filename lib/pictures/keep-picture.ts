import { createHash } from "node:crypto";
import { objectsOf } from "@/lib/objects/objects-of";
import { log } from "@/lib/platform/log";
import { type Encoded, encodePicture } from "./encode-picture";
import { keyOf } from "./key";
import { pictureSizes } from "./values";

const contentType = "image/webp";

/**
 * Draws a picture anew and keeps it for a person or a workspace. Returns what its row holds: a hash of what is kept, so that
 * another picture has another address. Not part of a transaction: keep the picture first and write the row after.
 */
export async function keepPicture(ownerId: string, file: File): Promise<string> {
  const encoded = await encodePicture(new Uint8Array(await file.arrayBuffer()));
  const hash = hashOf(encoded);
  const objects = objectsOf(ownerId);
  await Promise.all(
    encoded.map(({ size, bytes }) =>
      objects.put(keyOf(hash, size), bytes, { contentType, size: bytes.byteLength }),
    ),
  );
  return hash;
}

/** 128 bits, so that an address cannot be guessed; hexadecimal, because keys are in lower case. */
function hashOf(encoded: Encoded[]): string {
  const hash = createHash("sha256");
  for (const { bytes } of encoded) hash.update(bytes);
  return hash.digest("hex").slice(0, 32);
}

/** After the row names another one or none. What cannot be deleted now is harmless, and only told to the log. */
export async function forgetPicture(ownerId: string, hash: string | null): Promise<void> {
  if (hash === null) return;
  const objects = objectsOf(ownerId);
  await Promise.all(pictureSizes.map((size) => objects.delete(keyOf(hash, size)))).catch((err: unknown) =>
    log().warn({ err, ownerId, hash }, "a picture that nobody shows any more is still kept"),
  );
}
