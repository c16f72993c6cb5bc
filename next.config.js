const { PHASE_DEVELOPMENT_SERVER } = require("next/constants");
const { always, https, saved, unlessPage, unlessPublic } = require("./lib/platform/header-policy.json");

const list = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }));

// Native or connection-holding packages: bundling them breaks the addon or doubles the pool.
const neverBundled = [
  "@neondatabase/serverless",
  "@node-rs/argon2",
  "fontkit",
  "graphile-worker",
  "nodemailer",
  "pdfkit",
  "pg",
  "pino",
  "ws",
];
// Large packages of the server that every first page in development would otherwise wait for the compiler to read.
const bundledWhenBuilt = ["@upstash/ratelimit", "@upstash/redis", "drizzle-orm", "stripe", "zod"];

/** @returns {import("next").NextConfig} */
module.exports = (phase) => ({
  // A picture of 2 MB with what stands around it; everything else a form sends is far smaller.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: "2.5mb" } },
  serverExternalPackages: [...neverBundled, ...(phase === PHASE_DEVELOPMENT_SERVER ? bundledWhenBuilt : [])],
  // The typefaces of an invoice's PDF are read from disk, which tracing does not see.
  outputFileTracingIncludes: {
    "/workspace/settings/billing/invoices/*/pdf": [
      "./node_modules/geist/dist/fonts/geist-sans/Geist-{Regular,SemiBold}.ttf",
      "./node_modules/@fontsource/{noto-*,unifont}/files/*-400-normal.woff",
      "./node_modules/@embedpdf/fonts-{jp,kr}/fonts/*-Regular.otf",
      "./node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf",
    ],
  },
  // For what passes by the middleware, also where a platform serves it without our process; pages write over it.
  headers: async () => [
    { source: "/:path*", headers: list({ ...always, ...unlessPage }) },
    {
      source: "/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: list(https),
    },
    // A picture is for everybody who has its address, and says itself how long.
    { source: "/api/:path((?!pictures/).*)", headers: list(unlessPublic) },
    // What is said here is not written over by a route.
    { source: "/api/:put(objects|pictures)/:path*", headers: list(saved) },
  ],
  // No page of ours asks for a picture of another size, so nobody else may either.
  images: { unoptimized: true },
  poweredByHeader: false,
  devIndicators: false,
});
