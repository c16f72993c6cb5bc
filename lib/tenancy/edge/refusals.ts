import { type NextRequest, NextResponse } from "next/server";
import { marks } from "./marks";
import type { Objection } from "./screen";

/** A refusal in the language of whoever asked: a page, plain text for a form's action, JSON for the rest. */
export function refuse(request: NextRequest, refusal: Objection, nonce: string): NextResponse {
  const { status, code, message } = refusal;
  const inside = { "cache-control": "no-store", ...marks({ refusal: code }) };
  const options = { status, headers: { ...refusal.headers, ...inside } };
  const typed = (type: string) => ({ ...options, headers: { ...options.headers, "content-type": type } });
  if (request.headers.has("next-action")) return new NextResponse(message, typed("text/plain"));
  if (request.headers.get("accept")?.includes("text/html"))
    return new NextResponse(page(refusal, nonce), typed("text/html; charset=utf-8"));
  return NextResponse.json({ error: { code, message } }, options);
}

/** 429, with the time to wait. */
export function tooManyRequests(
  request: NextRequest,
  { seconds, nonce, isMember }: { seconds: number; nonce: string; isMember: boolean },
): NextResponse {
  const wait = seconds === 1 ? "a second" : `${seconds} seconds`;
  const refusal: Objection = {
    status: 429,
    code: "rate_limited",
    title: "That was a lot at once",
    message: `Too many requests. Please wait ${wait} and try again.`,
    explanation: `${isMember ? forMembers : forVisitors} Please wait ${wait}, then carry on; nothing you saved is lost.`,
  };
  return refuse(request, refusal, nonce);
}

const forMembers = "This workspace has used up its requests for the moment.";
const forVisitors = "Too many requests have come in at once.";

// The edge cannot render React; this one page is its own document.
const page = ({ title, message, explanation = message }: Objection, nonce: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><style nonce="${nonce}">
:root{color-scheme:light dark;font:16px/1.6 system-ui,sans-serif;background:light-dark(#fbfbf9,#131513);color:light-dark(#1b1f1c,#eceeea)}
body{min-height:90vh;display:grid;place-items:center;margin:0;padding:1.5rem}main{max-width:26rem}
p{color:light-dark(#58605a,#a2aaa4)}h1{font-size:1.5rem;line-height:1.25;letter-spacing:-.02em;margin:0 0 .5rem}
a{display:inline-block;margin-top:.75rem;padding:.6rem 1rem;border-radius:.5rem;background:light-dark(#1b1f1c,#eceeea);color:light-dark(#fff,#131513);text-decoration:none}
</style></head><body><main><h1>${title}</h1>
<p>${explanation}</p>
<a href="">Try again</a></main></body></html>`;
