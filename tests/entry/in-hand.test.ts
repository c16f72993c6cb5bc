import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { POST as receive } from "@/app/api/stripe/webhook/route";
import RootLayout from "@/app/layout";
import { route } from "@/lib/entry/api";
import { placeOf } from "@/lib/entry/place";
import { type Exchange, exchanges } from "@/lib/platform/exchange";

vi.mock("next/headers", () => ({ headers: async () => new Headers(), cookies: async () => new Map() }));
vi.mock("next/server", async (original) => ({ ...(await original<object>()), after: () => undefined }));
vi.mock("next/font/local", () => ({ default: () => ({ variable: "" }) }));
vi.mock("geist/font/sans", () => ({ GeistSans: { variable: "" } }));
vi.mock("@/app/globals.css", () => ({}));

/** Whether what begins an answer says so before anything of it can fail. */
async function isTakenBy(begin: () => unknown): Promise<boolean> {
  const exchange: Exchange = { request: new IncomingMessage(new Socket()), isInHand: false };
  await exchanges().run(exchange, async () => begin());
  return exchange.isInHand;
}

const request = () => new Request("http://localhost:3000/api/x", { method: "POST", body: "{}" });

describe("from its beginning an answer is ours to answer for", () => {
  test.each<[string, () => unknown]>([
    ["a page", () => RootLayout({ children: null })],
    ["a route of the API", () => route(async () => new Response())(request())],
    ["the webhook", () => receive(request())],
    ["any other route, once it asks where it is", () => placeOf(new Headers({ host: "localhost:3000" }))],
  ])("in %s", async (_, begin) => {
    expect(await isTakenBy(begin)).toBe(true);
  });

  test("and nobody's before", async () => {
    expect(await isTakenBy(() => undefined)).toBe(false);
  });
});
