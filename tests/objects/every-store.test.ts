import { createHash, randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { objectsOf } from "@/lib/objects/objects-of";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { type Adapter, adapters } from "./adapters";

const text = (body: string) => ({ body: Buffer.from(body), size: Buffer.byteLength(body) });
const pdf = { contentType: "application/pdf" };

/** In pieces, as a body comes over a network. */
function streamOf(bytes: Buffer): ReadableStream<Uint8Array> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / 60_000) }, (_, n) =>
    bytes.subarray(n * 60_000, (n + 1) * 60_000),
  );
  return new ReadableStream({
    pull(controller) {
      const piece = pieces.shift();
      if (piece) controller.enqueue(new Uint8Array(piece));
      else controller.close();
    },
  });
}
const bytesOf = async (body: ReadableStream<Uint8Array>) =>
  Buffer.from(await new Response(body).arrayBuffer());

describe.each(adapters)("objects in %s", (_, start) => {
  let adapter: Adapter;
  const of = (tenantId: string) => objectsOf(tenantId, async () => adapter.store);
  const put = (tenantId: string, key: string, said: string) => {
    const { body, size } = text(said);
    return of(tenantId).put(key, body, { ...pdf, size });
  };
  const listed = async (tenantId: string, noun?: string) =>
    (await all(of(tenantId).list(noun))).map(({ key, size }) => [key, size]);

  beforeEach(async () => {
    adapter = await start();
  });
  afterEach(async () => {
    clock.reset();
    await adapter.stop();
  });

  test("come back as they were put, are replaced, and are gone once deleted", async () => {
    const acme = of(newId("ten"));
    expect(await acme.head("invoices/inv_1")).toBeNull();
    await expect(acme.get("invoices/inv_1")).rejects.toMatchObject({ code: "not_found" });
    for (const said of ["first", "the second", ""]) {
      const { body, size } = text(said);
      await acme.put("invoices/inv_1", body, { contentType: "text/plain", size });
      const { body: stream, ...kind } = await acme.get("invoices/inv_1");
      expect(kind).toEqual({ contentType: "text/plain", size });
      expect((await bytesOf(stream)).toString()).toBe(said);
      expect(await acme.head("invoices/inv_1")).toEqual({ contentType: "text/plain", size });
    }
    await acme.delete("invoices/inv_1");
    await acme.delete("invoices/inv_1");
    expect(await acme.head("invoices/inv_1")).toBeNull();
  });

  test("pass as a stream, byte for byte", async () => {
    const acme = of(newId("ten"));
    const bytes = randomBytes(3_000_001);
    await acme.put("exports/exp_1", streamOf(bytes), {
      contentType: "application/zip",
      size: bytes.length,
    });
    const { body, size } = await acme.get("exports/exp_1");
    expect(size).toBe(bytes.length);
    const digest = (of: Buffer) => createHash("sha256").update(of).digest("hex");
    expect(digest(await bytesOf(body))).toBe(digest(bytes));
  });

  test.each([
    ["longer", 90_000],
    ["shorter", 110_000],
  ])("are refused where they turn out %s than was said, and leave nothing", async (_, size) => {
    const acme = of(newId("ten"));
    const bytes = randomBytes(100_000);
    for (const body of [bytes, streamOf(bytes)])
      await expect(acme.put("exports/exp_1", body, { ...pdf, size })).rejects.toMatchObject({
        code: "invalid",
      });
    expect(await acme.head("exports/exp_1")).toBeNull();
    expect(await all(acme.list())).toEqual([]);
  });

  test("are listed by noun, all pages of them, and never another workspace's", async () => {
    const [acme, evil] = [newId("ten"), newId("ten")];
    for (const n of [1, 2, 3, 4, 5]) await put(acme, `exports/exp_${n}`, "x".repeat(n));
    await put(acme, "exports-old/exp_9", "x");
    await put(evil, "exports/exp_1", "of another");
    expect(await listed(acme, "exports")).toEqual([1, 2, 3, 4, 5].map((n) => [`exports/exp_${n}`, n]));
    expect(await listed(acme)).toHaveLength(6);
    expect(await listed(evil)).toEqual([["exports/exp_1", 10]]);
    expect(await listed(acme, "imports")).toEqual([]);
    expect(await listed(newId("ten"))).toEqual([]);
  });

  test("of one workspace are none of another's", async () => {
    const [acme, evil] = [newId("ten"), newId("ten")];
    await put(acme, "exports/exp_1", "of acme");
    await of(evil).delete("exports/exp_1");
    expect(await of(evil).head("exports/exp_1")).toBeNull();
    for (const key of [
      `../${acme}/exports/exp_1`,
      `${acme}/exports/exp_1`,
      "exports/../exp_1",
      "exports/..",
    ]) {
      await expect(of(evil).get(key), key).rejects.toThrow();
      await expect(of(evil).delete(key), key).rejects.toThrow();
      await expect(
        of(evil).signedDownload(key, { ...pdf, filename: "x", expiresSeconds: 9 }),
      ).rejects.toThrow();
    }
    await expect(listed(evil, `../${acme}/exports`)).rejects.toThrow();
    expect(await listed(acme)).toEqual([["exports/exp_1", 7]]);
  });

  test("are given by a signed address as a file to save under its name, until it expires", async () => {
    const acme = of(newId("ten"));
    const { body, size } = text("<script>alert(1)</script>");
    await acme.put("files/fil_1", body, { contentType: "text/html", size });
    const filename = 'Rechnung "März" (1)/2.html';
    const url = await acme.signedDownload("files/fil_1", {
      ...{ filename, contentType: "application/octet-stream", expiresSeconds: 60 },
    });
    const answer = await adapter.visit(url);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("<script>alert(1)</script>");
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="Rechnung _M_rz_ (1)_2.html"; filename*=UTF-8''Rechnung%20%22M%C3%A4rz%22%20%281%29%2F2.html`,
    );
    expect((await adapter.visit(changed(url))).ok).toBe(false);
    expect((await adapter.visit(url, { method: "PUT", body: "mine" })).ok).toBe(false);
    adapter.pass(61);
    expect((await adapter.visit(url)).ok).toBe(false);
  });

  test("are taken by a signed address, of that size and type, until it expires", async () => {
    const acme = of(newId("ten"));
    const said = "five!";
    const { url, method, headers } = await acme.signedUpload("files/fil_1", {
      ...{ ...pdf, size: said.length, expiresSeconds: 60 },
    });
    const send = (to: string, body: string, more = headers) =>
      adapter.visit(to, { method, body, headers: more });
    expect((await send(url, "more than five")).ok).toBe(false);
    const html = Object.fromEntries(Object.keys(headers).map((name) => [name, "text/html"]));
    expect((await send(url, said, html)).ok).toBe(false);
    expect((await send(changed(url), said)).ok).toBe(false);
    expect((await adapter.visit(url)).ok).toBe(false);
    expect(await acme.head("files/fil_1")).toBeNull();
    expect((await send(url, said)).ok).toBe(true);
    expect(await acme.head("files/fil_1")).toEqual({ ...pdf, size: 5 });
    adapter.pass(61);
    expect((await send(url, "other")).ok).toBe(false);
  });

  test("are unavailable, and not missing, where the store is", async () => {
    const acme = of(newId("ten"));
    await adapter.breakDown();
    const unavailable = { code: "unavailable", cause: expect.any(Error) };
    await expect(acme.head("files/fil_1")).rejects.toMatchObject(unavailable);
    await expect(
      acme.put("files/fil_1", streamOf(randomBytes(10)), { ...pdf, size: 10 }),
    ).rejects.toMatchObject(unavailable);
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** With one character of what proves it changed. */
const changed = (url: string) =>
  url.replace(
    /((?:ignature=|objects\/v1\.[\w-]+\.).{9})(.)/,
    (_, before, one) => before + (one === "a" ? "b" : "a"),
  );

test("a key is a noun and an id in lower case, and nothing that a path reads as its own", async () => {
  const objects = objectsOf(newId("ten"), () => Promise.reject(new Error("was asked")));
  for (const key of ["", "a", "a/", "/a", "a//b", "a/b/c", "a/.", "a/..", "a/b..c", "A/b", "a/B", "a/b~type"])
    await expect(objects.head(key), key).rejects.toThrow(/not a key/);
  for (const key of ["a/\\..\\b", "a/b%2f", "a/b c", "a/b\u0000", "a/b\n", `a/${"x".repeat(121)}`])
    await expect(objects.head(key), key).rejects.toThrow(/not a key/);
  for (const id of ["", "ten_1", "../ten_0", `${newId("ten")}/x`]) expect(() => objectsOf(id)).toThrow();
  for (const expiresSeconds of [0, -1, 1.5, 604_801])
    await expect(
      objects.signedDownload("a/b", { filename: "", contentType: "", expiresSeconds }),
    ).rejects.toThrow();
});
