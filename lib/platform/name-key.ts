import { tidyLine } from "./characters";
import { sha256 } from "./crypto";

/**
 * Equal for two names that look the same: in other case, width or normal form, or with what nobody sees in between. A
 * digest, because one character can stand for eighteen, and an index takes no more than 2,700 bytes.
 */
export function nameKey(name: string): string {
  const bare = name.normalize("NFKC").replace(/[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu, "");
  const folded = bare.toLowerCase().replaceAll("ς", "σ").replaceAll("ß", "ss").normalize("NFKC");
  return sha256(tidyLine(folded));
}
