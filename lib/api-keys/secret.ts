import { randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const prefix = "tnt_";
const length = 32;
const shape = /^tnt_[0-9A-Za-z]{38}$/;

/**
 * A key's secret: `tnt_`, 32 random characters of base 62 (190 bits), and their CRC-32 in six more, as GitHub's tokens have:
 * a scanner finds one that was published, and what was mistyped costs no look-up.
 */
export function newKeySecret(): string {
  const body = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
  return `${prefix}${body}${checksum(body)}`;
}

/** Whether a text can be a key's secret at all. */
export const isKeySecret = (text: string): boolean =>
  shape.test(text) && checksum(text.slice(prefix.length, -6)) === text.slice(-6);

/** By what somebody tells a key from others. */
export const hintOf = (secret: string): string => `${prefix}…${secret.slice(-4)}`;

function checksum(body: string): string {
  let rest = crc32(body);
  let text = "";
  for (let place = 0; place < 6; place++) {
    text = `${alphabet[rest % 62]}${text}`;
    rest = Math.floor(rest / 62);
  }
  return text;
}
