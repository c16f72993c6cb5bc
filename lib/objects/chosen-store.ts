import { env } from "@/env";
import { AppError } from "@/lib/core/errors";
import type { ObjectStore } from "./store";

let chosen: Promise<ObjectStore> | undefined;

/** The store that the environment names. Only the one that is used is loaded. */
export function chosenStore(): Promise<ObjectStore> {
  chosen ??= choose(addressOf());
  return chosen;
}

/** A development's folder without saying, a connected Vercel Blob without saying, and nothing else. */
function addressOf(): string | undefined {
  const { OBJECTS_URL, BLOB_READ_WRITE_TOKEN, NODE_ENV } = env();
  if (OBJECTS_URL) return OBJECTS_URL;
  if (BLOB_READ_WRITE_TOKEN) return "vercel-blob";
  return NODE_ENV === "production" ? undefined : "file:.local/objects";
}

async function choose(address: string | undefined): Promise<ObjectStore> {
  if (address === undefined)
    throw new AppError("unavailable", "Files are not set up on this server yet.", {
      cause: new Error(
        "OBJECTS_URL is not set: file:/a/folder, s3://key:secret@host/bucket?region=… or vercel-blob",
      ),
    });
  if (address.startsWith("file:")) return (await import("./local-store")).localStore(folderOf(address));
  if (address === "vercel-blob")
    return (await import("./vercel-blob-store")).vercelBlobStore(env().BLOB_READ_WRITE_TOKEN);
  return (await import("./s3-store")).s3Store(address);
}

/** `file:a/folder` of the working directory, `file:/a/folder` and `file:///a/folder` of the machine. */
const folderOf = (address: string): string => address.replace(/^file:(?:\/\/(?=\/))?/, "");
