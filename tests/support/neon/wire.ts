/** One message of Postgres's protocol: its letter ("" for the startup message, which has none) and all of its bytes. */
export interface Message {
  letter: string;
  bytes: Buffer;
}

const headerOf = (isStartup: boolean) => (isStartup ? 0 : 1);

/** Cuts a stream of bytes into messages, however it arrives. A client's begins with one that has no letter. */
export function cutter(each: (message: Message) => void, beginsWithStartup = false): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let isStartup = beginsWithStartup;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const header = headerOf(isStartup);
      if (rest.length < header + 4) return;
      const length = header + rest.readInt32BE(header);
      if (rest.length < length) return;
      const message = {
        letter: isStartup ? "" : String.fromCharCode(rest[0] ?? 0),
        bytes: rest.subarray(0, length),
      };
      rest = rest.subarray(length);
      isStartup = false;
      each(message);
    }
  };
}

/** A message of the given letter. */
export function message(letter: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(`${part}\0`) : part)),
  );
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(letter), length, body]);
}

export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

/** What ends a connection, in the server's words. */
export const fatal = (code: string, words: string): Buffer =>
  message("E", "SFATAL", "VFATAL", `C${code}`, `M${words}`, Buffer.from([0]));

/** The parameters of a startup message. */
export function startupParameters({ bytes }: Message): Record<string, string> {
  const words = bytes.subarray(8).toString().split("\0");
  const pairs: Record<string, string> = {};
  for (let i = 0; words[i]; i += 2) pairs[words[i] ?? ""] = words[i + 1] ?? "";
  return pairs;
}

/** The zero-terminated texts a message's body begins with. */
export const textsOf = ({ bytes }: Message, from = 5): string[] =>
  bytes.subarray(from).toString("latin1").split("\0");
