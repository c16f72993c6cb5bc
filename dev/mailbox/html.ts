/** Markup that is safe to send; the only way to make it is the `html` tag. */
export class Html {
  constructor(readonly source: string) {}
}

type Part = string | number | null | false | Html | Html[];

/** Markup with every interpolated value escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.map((text, index) => text + render(parts[index] ?? null)).join(""));
}

function render(part: Part): string {
  if (part === null || part === false) return "";
  if (part instanceof Html) return part.source;
  if (Array.isArray(part)) return part.map(({ source }) => source).join("");
  return escapeHtml(String(part));
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
