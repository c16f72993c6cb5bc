import { readFile } from "node:fs/promises";

const types: Record<string, string> = {
  "mailbox.css": "text/css; charset=utf-8",
  "mailbox.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
};

/** One of the page's own files; null for any other name. */
export async function readAsset(name: string) {
  const type = types[name];
  if (!type) return null;
  const body = await readFile(new URL(`./assets/${name}`, import.meta.url));
  return { status: 200, headers: { "content-type": type }, body };
}
