/** What is put: bytes at hand, or a stream whose length is known. */
export type Body = Uint8Array | ReadableStream<Uint8Array>;

/** What is said of an object when it comes. */
export interface Kind {
  contentType: string;
  /** Bytes. */
  size: number;
}

export interface Found extends Kind {
  body: ReadableStream<Uint8Array>;
}

export interface Listed {
  key: string;
  size: number;
  modifiedAt: Date;
}

export interface Download {
  /** What the file is called where it is saved. */
  filename: string;
  contentType: string;
  expiresSeconds: number;
}

export interface Upload extends Kind {
  expiresSeconds: number;
}

/** One request that whoever holds it may make: it puts the bytes there without passing our server. */
export interface Ticket {
  method: "PUT";
  url: string;
  headers: Record<string, string>;
}

/**
 * Where objects are kept, whosever they are. Keys have been checked by `objectsOf`, which alone is for the rest of the code.
 * What an adapter throws is a fault; that there is no such object is an answer.
 */
export interface ObjectStore {
  put(key: string, body: Body, kind: Kind): Promise<void>;
  get(key: string): Promise<Found | null>;
  head(key: string): Promise<Kind | null>;
  delete(key: string): Promise<void>;
  list(prefix: string): AsyncIterable<Listed>;
  signedDownload(key: string, download: Download): Promise<string>;
  signedUpload(key: string, upload: Upload): Promise<Ticket>;
}
