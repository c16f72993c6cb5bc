/** @type {import("next").NextConfig} */
module.exports = {
  experimental: { authInterrupts: true },
  // Native or connection-holding packages: bundling them breaks the addon or doubles the pool.
  serverExternalPackages: ["@node-rs/argon2", "pg", "graphile-worker", "nodemailer", "pino", "pdfkit"],
  // The typeface of an invoice's PDF is read from disk, which tracing does not see.
  outputFileTracingIncludes: {
    "/workspace/settings/billing/invoices/*/pdf": [
      "./node_modules/geist/dist/fonts/geist-sans/Geist-{Regular,SemiBold}.ttf",
    ],
  },
  poweredByHeader: false,
  devIndicators: false,
};
