import { inflateSync } from "node:zlib";

const [headBytes, entryBytes, sfntHeadBytes, sfntEntryBytes] = [44, 20, 12, 16] as const;

/**
 * A web typeface as the plain one inside of it (WOFF 1.0). The libraries read the packed form too, and inflate a whole
 * table again for every letter: seconds for one name.
 */
export function unpackWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(sfntHeadBytes + count * sfntEntryBytes);
  woff.copy(head, 0, 4, 8);
  writeSearchHints(head, count);
  const tables: Buffer[] = [];
  let offset = head.length;
  for (let n = 0; n < count; n++) {
    const entry = headBytes + n * entryBytes;
    const table = tableAt(woff, entry);
    const to = sfntHeadBytes + n * sfntEntryBytes;
    woff.copy(head, to, entry, entry + 4);
    woff.copy(head, to + 4, entry + 16, entry + 20);
    head.writeUInt32BE(offset, to + 8);
    head.writeUInt32BE(table.length, to + 12);
    const padding = Buffer.alloc(-table.length & 3);
    tables.push(table, padding);
    offset += table.length + padding.length;
  }
  return Buffer.concat([head, ...tables]);
}

function tableAt(woff: Buffer, entry: number): Buffer {
  const from = woff.readUInt32BE(entry + 4);
  const packed = woff.readUInt32BE(entry + 8);
  const bytes = woff.subarray(from, from + packed);
  return packed < woff.readUInt32BE(entry + 12) ? inflateSync(bytes) : bytes;
}

/** What lets a reader halve the list of tables when it looks for one. */
function writeSearchHints(head: Buffer, count: number): void {
  const depth = Math.floor(Math.log2(count));
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(16 * 2 ** depth, 6);
  head.writeUInt16BE(depth, 8);
  head.writeUInt16BE(16 * (count - 2 ** depth), 10);
}
