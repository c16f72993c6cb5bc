import { notFound } from "@/lib/core/errors";
import { days } from "@/lib/platform/clock";
import { chosenStore } from "./chosen-store";
import { exactly } from "./exactly";
import { reached } from "./reached";
import type { Body, Download, Found, Kind, Listed, ObjectStore, Ticket, Upload } from "./store";

/** The objects of one workspace, or of one person; the keys are `<noun>/<id>`, and nobody else's can be named. */
export interface Objects {
  /** Puts it there whole or not at all; what stood there before is replaced. */
  put(key: string, body: Body, kind: Kind): Promise<void>;
  /** Throws `not_found` where there is none. */
  get(key: string): Promise<Found>;
  head(key: string): Promise<Kind | null>;
  /** Gone afterwards, whether it was there or not. */
  delete(key: string): Promise<void>;
  /** All of one noun, or of the owner. */
  list(noun?: string): AsyncIterable<Listed>;
  /** An address that gives this object to whoever has it, as a file to save. */
  signedDownload(key: string, download: Download): Promise<string>;
  /** For what is larger than a request to us may be. Look at `head` before believing that it came. */
  signedUpload(key: string, upload: Upload): Promise<Ticket>;
}

const ownerShape = /^(?:ten|usr)_[0-9a-z]{26}$/;
const nounShape = /^[a-z][a-z-]{0,39}$/;
/** Lower case, so that two keys are two files on every disk; nothing that a path, an address or XML reads as its own. */
const keyShape = /^[a-z][a-z-]{0,39}\/[a-z0-9](?:[a-z0-9._-]{0,118}[a-z0-9])?$/;
const longestSeconds = days(7) / 1_000;

/** The port to what a workspace, or a person whatever the workspace, keeps as files. Throws `unavailable` where no store is configured or it cannot be reached. */
export function objectsOf(ownerId: string, choose: () => Promise<ObjectStore> = chosenStore): Objects {
  if (!ownerShape.test(ownerId)) throw new Error("not an id of a workspace or a person");
  const ask = async <T>(key: string, work: (store: ObjectStore, at: string) => Promise<T>) => {
    const at = `${ownerId}/${checked(key, keyShape)}`;
    return reached(async () => work(await choose(), at));
  };
  return {
    put: (key, body, kind) => ask(key, (store, at) => store.put(at, exactly(kind.size, body), kind)),
    get: async (key) => {
      const found = await ask(key, (store, at) => store.get(at));
      if (!found) throw notFound("file");
      return found;
    },
    head: (key) => ask(key, (store, at) => store.head(at)),
    delete: (key) => ask(key, (store, at) => store.delete(at)),
    list: async function* (noun) {
      const prefix = noun === undefined ? `${ownerId}/` : `${ownerId}/${checked(noun, nounShape)}/`;
      const store = await reached(choose);
      const listing = store.list(prefix)[Symbol.asyncIterator]();
      const ahead = () => reached(() => listing.next());
      for (let next = await ahead(); !next.done; next = await ahead())
        yield { ...next.value, key: next.value.key.slice(ownerId.length + 1) };
    },
    signedDownload: async (key, download) => {
      assertLasting(download);
      return ask(key, (store, at) => store.signedDownload(at, download));
    },
    signedUpload: async (key, upload) => {
      assertLasting(upload);
      return ask(key, (store, at) => store.signedUpload(at, upload));
    },
  };
}

/** A key is made by our code, so a wrong one is a fault of ours and nobody's typing. */
function checked(name: string, shape: RegExp): string {
  if (!shape.test(name) || name.includes(".."))
    throw new Error(`${JSON.stringify(name)} is not a key of an object`);
  return name;
}

/** S3 signs for seven days at most; the others need not do more. */
function assertLasting({ expiresSeconds }: { expiresSeconds: number }): void {
  if (!Number.isInteger(expiresSeconds) || expiresSeconds < 1 || expiresSeconds > longestSeconds)
    throw new Error(`an address cannot last ${expiresSeconds} seconds`);
}
