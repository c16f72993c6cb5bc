import { describe, expect, test, vi } from "vitest";
import { flushCalls } from "@/lib/api-keys/count-calls";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { getApiKeyUsage, listApiKeys } from "@/lib/api-keys/queries";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { rotateApiKey } from "@/lib/api-keys/rotate-api-key";
import { clock, hours } from "@/lib/platform/clock";
import { listProjects } from "@/lib/projects/queries";
import { flushUsage } from "@/lib/usage/count-usage";
import { workspace } from "../support/world";
import { totals } from "../usage/support";
import { call, keyOf, problem, told } from "./support";

// What runs after the answer is the server's own affair; here the test flushes.
vi.mock("next/server", async (original) => ({ ...(await original<object>()), after: () => undefined }));

describe("a key", () => {
  test("makes, reads, changes and deletes a project, and each call counts once", async () => {
    const acme = await workspace();
    const key = await keyOf(acme);
    const made = await told(await call(acme, "POST /projects", { key, body: { name: "Relaunch" } }));
    expect(made).toMatchObject({ status: 201, body: { name: "Relaunch", version: 1 } });
    const path = `/projects/${made.body.id}`;
    expect(made.headers.get("location")).toBe(`/api/v1${path}`);
    const read = await told(await call(acme, `GET ${path}`, { key }));
    expect(read.headers.get("etag")).toBe('"v1"');
    expect((await call(acme, `GET ${path}`, { key, headers: { "if-none-match": '"v1"' } })).status).toBe(304);
    const change = { key, body: { name: "Relaunch 2" }, headers: { "if-match": '"v1"' } };
    expect(await told(await call(acme, `PATCH ${path}`, change))).toMatchObject({ status: 200 });
    expect(await problem(call(acme, `PATCH ${path}`, change))).toMatchObject({
      status: 412,
      code: "version_conflict",
    });
    expect(await problem(call(acme, `PATCH ${path}`, { key, body: { name: "X" } }))).toMatchObject({
      status: 428,
      code: "precondition_required",
    });
    const list = await told(await call(acme, "GET /projects?status=all", { key }));
    expect(list.body).toMatchObject({ data: [{ name: "Relaunch 2" }], page: { nextCursor: null } });
    expect((await call(acme, `DELETE ${path}`, { key })).status).toBe(200);
    await flushUsage();
    expect(await totals(acme.id)).toMatchObject({ sum: "8" });
    await flushCalls();
    const [{ id } = { id: "" }] = await acme.owner.ask(listApiKeys, {});
    const usage = await acme.owner.ask(getApiKeyUsage, { id });
    expect(usage.days).toMatchObject([{ calls: 8, errors: 2 }]);
    expect(usage.operations).toContainEqual(
      expect.objectContaining({ operation: "project.rename", calls: 3, errors: 2 }),
    );
  });

  test("does what it was given, and of its role no more", async () => {
    const acme = await workspace();
    const key = await keyOf(acme, ["projects:read"]);
    expect((await call(acme, "GET /projects", { key })).status).toBe(200);
    const refused = { status: 403, code: "insufficient_scope", type: "application/problem+json" };
    expect(await problem(call(acme, "POST /projects", { key, body: { name: "A" } }))).toEqual(refused);
    const beyond = { name: "A", role: "viewer" as const, scopes: ["projects:write" as const] };
    await expect(acme.owner.run(createApiKey, beyond)).rejects.toMatchObject({ code: "invalid" });
  });

  test("is none elsewhere, and none once it is revoked, rotated or over", async () => {
    const [acme, other] = [await workspace(), await workspace()];
    const key = await keyOf(acme);
    const none = { status: 401, code: "unauthenticated" };
    expect(await problem(call(other, "GET /projects", { key }))).toMatchObject(none);
    expect(await problem(call(acme, "GET /projects"))).toMatchObject(none);
    expect(await problem(call(acme, "GET /projects", { key: `${key.slice(0, -1)}!` }))).toMatchObject(none);
    expect(await problem(call(acme, `GET /projects?search=${key}`))).toMatchObject(none);
    const [{ id } = { id: "" }] = await acme.owner.ask(listApiKeys, {});
    const { secret } = await acme.owner.run(rotateApiKey, { id, overlapHours: 1 });
    for (const good of [key, secret])
      expect((await call(acme, "GET /projects", { key: good })).status).toBe(200);
    clock.shift(hours(1) + 1);
    expect(await problem(call(acme, "GET /projects", { key }))).toMatchObject({ code: "key_expired" });
    expect((await call(acme, "GET /projects", { key: secret })).status).toBe(200);
    clock.reset();
    await acme.owner.run(revokeApiKey, { id });
    expect(await problem(call(acme, "GET /projects", { key: secret }))).toMatchObject({
      code: "key_revoked",
    });
  });

  test("from another network is refused", async () => {
    const acme = await workspace();
    const bound = {
      name: "A",
      role: "viewer" as const,
      scopes: ["projects:read" as const],
      networks: ["10.0.0.0/8"],
    };
    const { secret: key } = await acme.owner.run(createApiKey, bound);
    expect(await problem(call(acme, "GET /projects", { key }))).toMatchObject({
      code: "address_not_allowed",
    });
  });

  test("has a limit of its own", async () => {
    const acme = await workspace();
    const one = {
      name: "A",
      role: "viewer" as const,
      scopes: ["projects:read" as const],
      requestsPerMinute: 1,
    };
    const { secret: key } = await acme.owner.run(createApiKey, one);
    const first = await call(acme, "GET /projects", { key });
    expect(first.headers.get("ratelimit-policy")).toBe('"key";q=1;w=60');
    const second = await call(acme, "GET /projects", { key });
    expect([first.status, second.status]).toEqual([200, 429]);
    expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("Idempotency-Key", () => {
  test("of fifty at once, one is done, and each answer is that one or says to wait", async () => {
    const acme = await workspace();
    const key = await keyOf(acme);
    const sent = { key, body: { name: "Once" }, headers: { "idempotency-key": "k-1" } };
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => told(await call(acme, "POST /projects", sent))),
    );
    const done = answers.filter(({ status }) => status === 201);
    const codes = answers.filter(({ status }) => status !== 201).map(({ body }) => body.code);
    expect(new Set(codes).size === 0 || [...new Set(codes)].join() === "idempotency_in_progress").toBe(true);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    expect((await acme.owner.ask(listProjects, {})).items).toHaveLength(1);
    const again = await told(await call(acme, "POST /projects", sent));
    expect(again.text).toBe(done[0]?.text);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await problem(call(acme, "POST /projects", { ...sent, body: { name: "Two" } }))).toMatchObject({
      status: 422,
      code: "idempotency_key_reused",
    });
    const other = await keyOf(acme);
    expect((await told(await call(acme, "POST /projects", { ...sent, key: other }))).body.code).toBe(
      "conflict",
    );
  });

  test("keeps nothing of what was refused", async () => {
    const acme = await workspace();
    const key = await keyOf(acme);
    const headers = { "idempotency-key": '"k-2"' };
    expect((await call(acme, "POST /projects", { key, headers, body: { name: "" } })).status).toBe(400);
    expect((await call(acme, "POST /projects", { key, headers, body: { name: "B" } })).status).toBe(201);
  });
});

describe("what is no request", () => {
  test("is told in the documented words", async () => {
    const acme = await workspace();
    const key = await keyOf(acme);
    const deep = `${"[".repeat(500_000)}${"]".repeat(500_000)}`;
    const bad: [string, Parameters<typeof call>[2], number, string][] = [
      ["GET /nothing", { key }, 404, "not_found"],
      // Whoever reads the address has gone up already, to where this key may not.
      ["GET /projects/%2e%2e/api-keys/x", { key }, 403, "insufficient_scope"],
      ["GET /projects%2f", { key }, 404, "not_found"],
      ["PUT /projects", { key }, 405, "method_not_allowed"],
      ["GET /projects", { key, headers: { accept: "text/html" } }, 406, "not_acceptable"],
      ["GET /projects?unknown=1", { key }, 400, "invalid"],
      ["GET /projects?search=a&search=b", { key }, 400, "invalid"],
      ["GET /projects?__proto__=1", { key }, 400, "invalid"],
      ["GET /projects?cursor=foreign", { key }, 400, "invalid"],
      [`GET /projects?${"a=1&".repeat(20_000)}`, { key }, 414, "uri_too_long"],
      ["POST /projects", { key, body: "{" }, 400, "malformed_json"],
      ["POST /projects", { key, body: "[]" }, 400, "invalid"],
      ["POST /projects", { key, body: deep }, 400, "invalid"],
      ["POST /projects", { key, body: '{"name":"a","name":"b"}' }, 400, "invalid"],
      ["POST /projects", { key, body: '{"name":1e400}' }, 400, "invalid"],
      ["POST /projects", { key, body: '{"name":"a","__proto__":{"role":"owner"}}' }, 400, "invalid"],
      ["POST /projects", { key, body: '{"name":"\\ud800"}' }, 400, "invalid"],
      ["POST /projects", { key, body: '{"name":"\\u0000"}' }, 400, "invalid"],
      [
        "POST /projects",
        { key, body: { name: "a" }, headers: { "content-type": "text/plain" } },
        415,
        "unsupported",
      ],
      [
        "POST /projects",
        { key, body: { name: "a" }, headers: { "content-type": "application/json; charset=latin1" } },
        415,
        "unsupported",
      ],
      ["POST /projects", { key, body: `"${"a".repeat(1_100_000)}"` }, 413, "too_large"],
      [
        "POST /projects",
        { key, body: { name: "a" }, headers: { "idempotency-key": "a".repeat(256) } },
        400,
        "invalid",
      ],
      [
        "PATCH /projects/prj_01kb0example00000000000000",
        { key, body: { name: "a" }, headers: { "if-match": "*" } },
        428,
        "precondition_required",
      ],
      ["POST /projects", { headers: { authorization: "Basic YTpi" } }, 401, "unauthenticated"],
    ];
    const wrong: unknown[] = [];
    for (const [line, sent, status, code] of bad) {
      const { key: _, ...shown } = sent ?? {};
      const answer = await problem(call(acme, line, sent));
      if (answer.status !== status || answer.code !== code || answer.type !== "application/problem+json")
        wrong.push([line.slice(0, 80), JSON.stringify(shown).slice(0, 80), answer]);
    }
    expect(wrong).toEqual([]);
    const refused = await call(acme, "PUT /projects", { key });
    expect(refused.headers.get("allow")).toBe("GET, HEAD, OPTIONS, POST");
  });

  test("speaks the caller's language", async () => {
    const acme = await workspace();
    const answer = await call(acme, "GET /projects", { headers: { "accept-language": "de" } });
    expect((await told(answer)).body).toMatchObject({ title: "Nicht angemeldet", code: "unauthenticated" });
  });
});

test("HEAD says what GET would, and a page of another origin may ask", async () => {
  const acme = await workspace();
  const key = await keyOf(acme);
  const head = await call(acme, "HEAD /projects", { key });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  const asked = await call(acme, "OPTIONS /projects");
  expect(asked.status).toBe(204);
  expect(asked.headers.get("access-control-allow-origin")).toBe("*");
  expect(asked.headers.get("access-control-allow-credentials")).toBeNull();
});
