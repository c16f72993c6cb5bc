export type PictureFormat = "jpeg" | "png" | "gif" | "webp";

/**
 * What bytes begin as, whatever a name or a header claims. Only these four ever reach a decoder: SVG, PDF and the like can
 * name other files, and a decoder that guesses would open them.
 */
export function sniff(bytes: Uint8Array): PictureFormat | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12)).toString("latin1");
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (/^GIF8[79]a/.test(head)) return "gif";
  return /^RIFF.{4}WEBP/s.test(head) ? "webp" : null;
}
