import { type NextRequest, NextResponse } from "next/server";

/** 429 in the language of whoever asked: a page, plain text for a form's action, JSON for the rest. */
export function tooManyRequests(request: NextRequest, seconds: number, nonce: string): NextResponse {
  const wait = seconds === 1 ? "a second" : `${seconds} seconds`;
  const message = `Too many requests. Please wait ${wait} and try again.`;
  const options = { status: 429, headers: { "cache-control": "no-store" } };
  if (request.headers.has("next-action")) {
    return new NextResponse(message, {
      ...options,
      headers: { ...options.headers, "content-type": "text/plain" },
    });
  }
  if (!request.headers.get("accept")?.includes("text/html")) {
    return NextResponse.json({ error: { code: "rate_limited", message } }, options);
  }
  return new NextResponse(page(wait, nonce), {
    ...options,
    headers: { ...options.headers, "content-type": "text/html; charset=utf-8" },
  });
}

// The edge cannot render React; this one page is its own document.
const page = (wait: string, nonce: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Too many requests</title><style nonce="${nonce}">
:root{color-scheme:light dark;font:16px/1.6 system-ui,sans-serif;background:light-dark(#fbfbf9,#131513);color:light-dark(#1b1f1c,#eceeea)}
body{min-height:90vh;display:grid;place-items:center;margin:0;padding:1.5rem}main{max-width:26rem}
p{color:light-dark(#58605a,#a2aaa4)}h1{font-size:1.5rem;line-height:1.25;letter-spacing:-.02em;margin:0 0 .5rem}
a{display:inline-block;margin-top:.75rem;padding:.6rem 1rem;border-radius:.5rem;background:light-dark(#1b1f1c,#eceeea);color:light-dark(#fff,#131513);text-decoration:none}
</style></head><body><main><h1>That was a lot at once</h1>
<p>This workspace has used up its requests for the moment. Please wait ${wait}, then carry on; nothing you saved is lost.</p>
<a href="">Try again</a></main></body></html>`;
