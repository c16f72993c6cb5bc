import { decrypt, encrypt } from "@/lib/platform/cipher";
import { type DataKey, dataKey } from "./data-keys";

/** Seals what a workspace keeps secret in its rows. What is sealed for one cell opens in no other. */
export interface Sealer {
  seal(table: string, column: string, row: string, text: string): Promise<string>;
  /** Throws `unavailable` where the key cannot be had, `not_found` where it was destroyed, and never gives anything else. */
  open(table: string, column: string, row: string, sealed: string): Promise<string>;
  /** The same under the current key, for whoever writes the row anyway; null where it is under that already. */
  reseal(table: string, column: string, row: string, sealed: string): Promise<string | null>;
}

const format = "v1";
/** `v1.<version of the workspace's key>.<nonce, text and tag>` */
const shape = /^v1\.(\d{1,9})\.([\w-]+)$/;

/** A workspace's own keys, of which each purpose has another: what is erased apart is sealed apart. */
export function sealer(tenantId: string, purpose = "content"): Sealer {
  const contextOf = ({ version }: DataKey, cell: string[]) =>
    JSON.stringify([format, tenantId, purpose, version, ...cell]);
  const seal: Sealer["seal"] = async (table, column, row, text) => {
    const current = await dataKey(tenantId, purpose);
    const body = encrypt(current.key, contextOf(current, [table, column, row]), Buffer.from(text));
    return `${format}.${current.version}.${body.toString("base64url")}`;
  };
  const open: Sealer["open"] = async (table, column, row, sealed) => {
    const { version, body } = parse(sealed);
    const key = await dataKey(tenantId, purpose, version);
    try {
      return decrypt(key.key, contextOf(key, [table, column, row]), body).toString();
    } catch (cause) {
      throw new Error(`what stands in ${table}.${column} was not sealed for this row`, { cause });
    }
  };
  return {
    seal,
    open,
    reseal: async (table, column, row, sealed) => {
      const current = await dataKey(tenantId, purpose);
      if (parse(sealed).version === current.version) return null;
      return seal(table, column, row, await open(table, column, row, sealed));
    },
  };
}

function parse(sealed: string): { version: number; body: Buffer } {
  const [, version, body = ""] = shape.exec(sealed) ?? [];
  if (version === undefined) throw new Error("not a text that was sealed for a workspace");
  return { version: Number(version), body: Buffer.from(body, "base64url") };
}
