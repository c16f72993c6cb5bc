import { env, site } from "@/env";

/** The policy of every page: scripts by nonce only, nothing embedded, forms to ourselves and to the payment page. */
export function contentSecurityPolicy(nonce: string): string {
  const { NODE_ENV, STRIPE_API_URL } = env();
  const isDevelopment = NODE_ENV === "development";
  const { rootDomain, scheme } = site();
  const payment = STRIPE_API_URL ?? "https://checkout.stripe.com https://billing.stripe.com";
  return [
    "default-src 'self'",
    // React's development build evaluates source maps and error overlays.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws: wss:" : ""}`,
    `form-action 'self' ${scheme}://${rootDomain} ${scheme}://*.${rootDomain} ${payment}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    ...(scheme === "https" ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
