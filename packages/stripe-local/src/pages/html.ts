/** Markup that is safe to send: made only by `html`, which escapes every value that is not itself `Html`. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = Html | string | number | null | undefined | false | Value[];

export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(strings.reduce((text, part, index) => text + escaped(values[index - 1]) + part));
}

function escaped(value: Value): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(escaped).join("");
  if (value === null || value === undefined || value === false) return "";
  return String(value).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A whole page. It runs no script, so whatever slipped through would not run either. */
export function page(
  title: string,
  body: Html,
  options: { status?: number; wide?: boolean; styles: string },
): Response {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(options.styles)}</style>
</head>
<body class="${options.wide ? "wide" : "narrow"}">${body}</body>
</html>`;
  return new Response(document.text, {
    status: options.status ?? 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
      "x-content-type-options": "nosniff",
    },
  });
}

/** 303, so that a reload does not send the form again. Only web addresses: a return URL is someone's input. */
export function redirect(to: string): Response {
  const isWeb = /^https?:\/\//.test(to) || to.startsWith("/");
  return new Response(null, {
    status: 303,
    headers: { location: isWeb ? to : "/", "cache-control": "no-store" },
  });
}

/** A labelled input with its error next to it, tied together for assistive technology. */
export function field(options: {
  name: string;
  label: string;
  value?: string;
  error?: string | undefined;
  attributes?: Html;
  hint?: string;
}): Html {
  const { name, label, value = "", error, hint, attributes = html`` } = options;
  const describedBy = error ? `${name}-error` : hint ? `${name}-hint` : null;
  return html`<div class="field${error ? " invalid" : ""}">
  <label for="${name}">${label}</label>
  <input id="${name}" name="${name}" value="${value}" ${attributes}
    ${error && html`aria-invalid="true"`} ${describedBy && html`aria-describedby="${describedBy}"`}>
  ${error ? html`<p class="error" id="${name}-error">${error}</p>` : hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
</div>`;
}

export function select(
  name: string,
  label: string,
  options: [value: string, label: string][],
  chosen: string,
): Html {
  return html`<div class="field">
  <label for="${name}">${label}</label>
  <select id="${name}" name="${name}">${options.map(
    ([value, text]) => html`<option value="${value}" ${value === chosen && html`selected`}>${text}</option>`,
  )}</select>
</div>`;
}

/** "20 Nov 2026" in UTC, as invoices count. */
export function day(seconds: number | null): string {
  if (seconds === null) return "–";
  const options = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  return new Date(seconds * 1000).toLocaleDateString("en-GB", options);
}
