import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { handleAtEdge } from "@/lib/tenancy/edge";

const own = { host: "localhost:3000", origin: "http://localhost:3000" };

function ask(path: string, method: string, headers: Record<string, string> = {}) {
  return handleAtEdge(
    new NextRequest(new URL(path, "http://localhost:3000"), { method, headers: { ...own, ...headers } }),
  );
}

describe("before Next reads a request", () => {
  test.each(["DELETE", "PUT", "PATCH", "OPTIONS", "UNSERVED"])("%s of a page is refused", async (method) => {
    const response = await ask("/pricing", method);
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD, POST");
  });

  test("a route of the API states its own methods and callers", async () => {
    const response = await ask("/api/usage", "DELETE", { origin: "https://evil.example" });
    expect(response.headers.get("x-middleware-next")).toBe("1");
  });

  test.each(["{", "%7B", "%E0%A4%A", "1"])("a router's state of %s is refused", async (state) => {
    expect((await ask("/", "GET", { rsc: "1", "next-router-state-tree": state })).status).toBe(400);
  });

  test.each(["/reset-password/%E0%A4%A", "/api/%FF"])("an address that is no text is: %s", async (path) => {
    expect((await ask(path, "GET")).status).toBe(400);
  });

  test("a body larger than a form is refused unread", async () => {
    expect((await ask("/sign-in", "POST", { "content-length": "1048577" })).status).toBe(413);
    expect((await ask("/sign-in", "POST", { "content-length": "1048576" })).status).toBe(200);
  });

  test("a form from elsewhere is refused in the language of whoever asked", async () => {
    const foreign = { origin: "https://evil.example" };
    const said = async (headers: Record<string, string>) => {
      const response = await ask("/sign-in", "POST", { ...foreign, ...headers });
      expect(response.status).toBe(403);
      return [response.headers.get("content-type"), await response.text()].join(" ");
    };
    expect(await said({ "next-action": "x" })).toBe(
      "text/plain This request came from another site. Please open the page and try again.",
    );
    expect(await said({ accept: "text/html" })).toContain("<h1>That came from another site</h1>");
    expect(await said({})).toContain('"code":"forbidden"');
  });

  test("a route of the API is told of the origin as it was sent, to judge it by itself", async () => {
    const response = await ask("/api/v1/projects", "POST", { origin: "https://evil.example" });
    expect(response.headers.get("x-middleware-request-origin")).toBe("https://evil.example");
  });

  test("what is taken reaches Next with host and origin under one name", async () => {
    const response = await ask("/sign-in", "POST", { host: "LOCALHOST.:443", origin: "https://localhost" });
    expect(response.headers.get("x-middleware-request-x-forwarded-host")).toBe("localhost:3000");
    expect(response.headers.get("x-middleware-request-origin")).toBe("http://localhost:3000");
  });
});

describe("what every answer says", () => {
  test("an address with a secret in it goes nowhere", async () => {
    const referrer = async (path: string) => (await ask(path, "GET")).headers.get("referrer-policy");
    expect(await referrer(`/reset-password/${"a".repeat(43)}`)).toBe("no-referrer");
    expect(await referrer("/auth/handoff?to=acme")).toBe("no-referrer");
    expect(await referrer("/pricing")).toBe("strict-origin-when-cross-origin");
  });

  test("nobody in between keeps it, and plain http promises no https", async () => {
    const { headers } = await ask("/", "GET");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("strict-transport-security")).toBeNull();
  });
});
