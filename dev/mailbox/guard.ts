import type { IncomingMessage } from "node:http";

/**
 * Whether another site is behind a request. A name that merely resolves to this machine could read the mails, sign-in
 * links included; a form on another site could delete them.
 */
export function isForeign({ headers, method }: IncomingMessage): boolean {
  const host = (headers.host ?? "").replace(/:\d+$/, "");
  if (!/^(localhost|127\.0\.0\.1|\[::1\]|[a-z0-9.-]+\.localhost)$/i.test(host)) return true;
  const site = headers["sec-fetch-site"] ?? "none";
  return method !== "GET" && site !== "none" && site !== "same-origin";
}

const policy = (directives: string[]) => ["default-src 'none'", "base-uri 'none'", ...directives].join("; ");

/** Ours: one script and one stylesheet, both from here, nothing inline. */
export const documentHeaders = {
  "content-type": "text/html; charset=utf-8",
  "referrer-policy": "no-referrer",
  "content-security-policy": policy([
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]),
};

/** A mail's: pictures and styles only. The sandbox holds also when it is opened outside of the frame. */
export const mailHeaders = {
  "content-type": "text/html; charset=utf-8",
  "referrer-policy": "no-referrer",
  "content-security-policy": policy([
    "img-src http: https: data:",
    "style-src 'unsafe-inline'",
    "font-src http: https: data:",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation",
  ]),
};
