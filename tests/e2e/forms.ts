import type { Ask } from "../support/raw";

const boundary = "----tenantry-boundary";

/** Fields as a browser's multipart body. */
export function multipart(fields: Record<string, string>): Pick<Ask, "method" | "body"> & { type: string } {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    method: "POST",
    type: `multipart/form-data; boundary=${boundary}`,
    body: `${parts.join("")}--${boundary}--\r\n`,
  };
}

/** The arguments of a form's action the way Next's script sends them: the state before, and the form. */
export const scripted = (fields: Record<string, string>) =>
  multipart({
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`1_${name}`, value])),
    "0": '[{"status":"idle"},"$K1"]',
  });

/** What a form on a page sends along unseen, so that it works without scripts. */
export function hiddenFields(html: string): Record<string, string> {
  const inputs = html.match(/<input type="hidden"[^>]*>/g) ?? [];
  const attribute = (input: string, name: string) => new RegExp(`${name}="([^"]*)"`).exec(input)?.[1] ?? "";
  return Object.fromEntries(
    inputs.map((input) => [attribute(input, "name"), unescaped(attribute(input, "value"))]),
  );
}

const unescaped = (text: string) => text.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
