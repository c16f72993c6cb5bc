import { expect, test } from "vitest";
import { config } from "@/middleware";

const passes = new RegExp(`^${config.matcher[0]}$`);

test.each([
  "/",
  "/projects",
  "/robots.txtX",
  "/icon.svg/a",
  "/api/healthX",
  "/api/usage",
  "/_next/imageX",
  "/api/stripeX/a",
  "/api/objects",
  "/api/pictures",
])("%s goes through the middleware, with its limits", (path) => expect(path).toMatch(passes));

test.each([
  "/_next/static/chunks/a.js",
  "/robots.txt",
  "/icon.svg",
  "/api/health",
  "/api/ready",
  "/api/stripe/webhook",
  "/api/internal/tenant",
  "/api/jobs/drain",
  "/api/objects/a-token",
  "/api/pictures/usr_1/a-hash/64",
])("%s does not need it", (path) => expect(path).not.toMatch(passes));
