import { expect, test } from "vitest";
import { isNews } from "@/dev/app-output";

test.each([
  "▲ Next.js 16.4.6 (Turbopack)",
  "- Local:         http://localhost:3000",
  "\u001B[32m✓\u001B[39m Ready in 660ms",
  "○ Compiling /site ...",
  '⚠ The "middleware" file convention is deprecated. Please use "proxy" instead.',
  "⚠ Slow filesystem detected. The benchmark took 464ms. If /home/kim/my app/.next/dev is a network drive, consider moving it to a local folder.",
  "See more: https://nextjs.org/docs/app/guides/local-development",
  " HEAD / 200 in 9.4s (next.js: 8.2s, proxy.ts: 376ms, application-code: 781ms)",
])("what Next says at every start is no news: %s", (line) => {
  expect(isNews(line)).toBe(false);
});

test.each([
  "⨯ ./app/layout.tsx:1:1",
  "⨯ Error: connect ECONNREFUSED 127.0.0.1:1",
  "    at async Page (app/page.tsx:11:20)",
  '⚠ The "pages" file convention is deprecated.',
  "○ Compiling /workspace/projects ...",
  " GET /projects 200 in 44ms",
  '{"level":"error","msg":"the server does not start"}',
])("a fault, a log line and a visit are: %s", (line) => {
  expect(isNews(line)).toBe(true);
});
