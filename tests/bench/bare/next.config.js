/** @type {import("next").NextConfig} */
module.exports = {
  serverExternalPackages: ["pg"],
  poweredByHeader: false,
  turbopack: { root: __dirname },
  typescript: { ignoreBuildErrors: true },
};
