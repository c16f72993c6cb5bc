/** `Content-Disposition` of RFC 6266: a name in ASCII for old readers, and the name as it is for all others. */
export function asAttachment(filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%/]/g, "_");
  const exact = encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
