import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { AppError } from "@/lib/core/errors";
import { watchExchanges } from "@/lib/entry/watch-exchanges";
import { takeInHand } from "@/lib/platform/exchange";
import { ask } from "../support/raw";

let server: Server;
let answer: (method: string, url: string) => unknown;
const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);

/** Fails the way Next does: prints, says 500, and only then writes. */
beforeAll(async () => {
  watchExchanges();
  server = createServer(async (request, response) => {
    await new Promise((resolve) => setImmediate(resolve));
    try {
      response.setHeader("vary", "rsc");
      response.setHeader("x-middleware-rewrite", "/inside");
      response.end(String((await answer(request.method ?? "", request.url ?? "")) ?? ""));
    } catch (thrown) {
      console.error("⨯", thrown);
      response.statusCode = 500;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());
afterEach(() => printed.mockClear());

const portOf = ({ port }: AddressInfo) => port;
function request(method: string, more: { path?: string; headers?: Record<string, string> } = {}) {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return ask({ port: portOf(address), host: "acme.localhost", method, ...more });
}

describe("a failure", () => {
  test("over arguments that nobody of ours has seen is the caller's, and no alarm", async () => {
    answer = () => {
      throw new Error("Unexpected end of form");
    };
    expect((await request("POST")).status).toBe(400);
    expect((await request("GET", { headers: { rsc: "1" } })).status).toBe(400);
    expect(printed).not.toHaveBeenCalled();
  });

  test("over a body without end says that it was too large", async () => {
    answer = () => {
      throw Object.assign(new Error("Body exceeded 1 MB limit."), { statusCode: 413 });
    };
    expect((await request("POST")).status).toBe(413);
  });

  test("of ours is ours, and is told", async () => {
    answer = () => {
      takeInHand();
      throw new Error("a bug");
    };
    expect((await request("POST")).status).toBe(500);
    expect(printed).toHaveBeenCalledOnce();
  });

  test("over a bare address is ours too: there is nothing in it to misread", async () => {
    answer = () => {
      throw new Error("a chunk is missing");
    };
    expect((await request("GET")).status).toBe(500);
    expect(printed).toHaveBeenCalledOnce();
  });

  test("that is a refusal nobody translated keeps its status", async () => {
    answer = () => {
      takeInHand();
      throw new AppError("forbidden", "Not you.");
    };
    expect((await request("POST")).status).toBe(403);
    answer = () => {
      throw new AppError("unavailable", "Later.");
    };
    expect((await request("POST")).status).toBe(500);
  });
});

describe("every answer", () => {
  test("says the policy, whoever made it, and keeps the inside to itself", async () => {
    answer = () => "fine";
    const { headers } = await request("GET");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cache-control": "private, no-store",
      vary: "rsc, Host",
    });
    expect(headers["x-middleware-rewrite"]).toBeUndefined();
  });

  test("to what is no path is that of a path nobody serves", async () => {
    answer = (method, url) => `${method} ${url}`;
    expect((await request("OPTIONS", { path: "*" })).body).toBe("OPTIONS /*");
    expect((await request("GET", { path: "http://evil.example/a?b=c" })).body).toBe("GET /a?b=c");
    expect((await request("TRACE")).body).toBe("UNSERVED /");
  });
});
