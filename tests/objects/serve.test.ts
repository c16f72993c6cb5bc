import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { newId } from "@/lib/platform/id";

const folder = await mkdtemp(path.join(tmpdir(), "objects-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

/** The port and its route as a process has them that was started with this environment. */
async function startedWith(variables: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const [{ objectsOf }, { GET, PUT }] = await Promise.all([
    import("@/lib/objects/objects-of"),
    import("@/app/api/objects/[token]/route"),
  ]);
  const visit = (url: string, init?: RequestInit) => {
    const place = { params: Promise.resolve({ token: url.slice("/api/objects/".length) }) };
    const request = new Request(new URL(url, "http://localhost:3000"), init);
    return init?.method === "PUT" ? PUT(request, place) : GET(request, place);
  };
  return { objectsOf, visit };
}

const html = { contentType: "text/html", size: 4 };
const wish = { filename: "a.html", contentType: "text/html", expiresSeconds: 60 };
const local = { OBJECTS_URL: `file:${folder}` };

test("a file that could be a page is only ever saved, and runs nothing where it is shown all the same", async () => {
  const { objectsOf, visit } = await startedWith(local);
  const acme = objectsOf(newId("ten"));
  await acme.put("files/fil_1", Buffer.from("<b/>"), html);
  const answer = await visit(await acme.signedDownload("files/fil_1", wish));
  expect(await answer.text()).toBe("<b/>");
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-disposition": `attachment; filename="a.html"; filename*=UTF-8''a.html`,
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-store",
    "content-length": "4",
  });
});

test("an address says neither whose file it is nor where it lies, and none can be made up", async () => {
  const { objectsOf, visit } = await startedWith(local);
  const id = newId("ten");
  const url = await objectsOf(id).signedDownload("files/fil_1", wish);
  expect(url).toMatch(/^\/api\/objects\/[\w.-]+$/);
  expect(Buffer.from(url, "base64url").toString()).not.toContain(id);
  const { seal } = await import("@/lib/platform/seal");
  const forged = seal("mail", "get", JSON.stringify({ verb: "get", key: "../../etc/passwd", until: 9e15 }));
  for (const wrong of [`/api/objects/${forged}`, "/api/objects/x", "/api/objects/..%2f..%2fetc%2fpasswd"]) {
    const answer = await visit(wrong);
    expect([answer.status, (await answer.json()).error.code]).toEqual([404, "not_found"]);
  }
});

test("leave to read is none to write, nor the other way round", async () => {
  const { objectsOf, visit } = await startedWith(local);
  const acme = objectsOf(newId("ten"));
  const ticket = await acme.signedUpload("files/fil_1", { ...html, expiresSeconds: 60 });
  const download = await acme.signedDownload("files/fil_1", wish);
  const send = (url: string) => visit(url, { method: "PUT", body: "<b/>", headers: ticket.headers });
  expect((await send(download)).status).toBe(404);
  expect((await visit(ticket.url)).status).toBe(404);
  expect((await send(ticket.url)).status).toBe(204);
  expect((await visit(download)).status).toBe(200);
});

test("what fails half-way leaves no file, not even a hidden one", async () => {
  const { objectsOf } = await startedWith(local);
  const id = newId("ten");
  const body = new Blob(["too long"]).stream();
  await expect(objectsOf(id).put("files/fil_1", body, html)).rejects.toMatchObject({ code: "invalid" });
  expect(await readdir(path.join(folder, id, "files"))).toEqual([]);
});

test("a server without a store starts, and says what is missing where one is used", async () => {
  const { objectsOf } = await startedWith({ NODE_ENV: "production" });
  await expect(objectsOf(newId("ten")).head("files/fil_1")).rejects.toMatchObject({
    code: "unavailable",
    message: "Files are not set up on this server yet.",
    cause: expect.objectContaining({ message: expect.stringContaining("OBJECTS_URL is not set") }),
  });
});

test.each([
  ["a bucket without a key", "s3://hidden/bucket"],
  ["a secret whose slash would end the host", "s3://key:hidden/b@host/bucket"],
  ["a host without a bucket", "s3://key:hidden@host"],
  ["another store", "gs://hidden"],
  ["no folder", "file:"],
])("%s is refused by name, and the message tells no secret", async (_, OBJECTS_URL) => {
  const { objectsOf } = await startedWith({ OBJECTS_URL });
  const asked = objectsOf(newId("ten")).head("files/fil_1");
  const told = await asked.then(String, (thrown: Error) => `${thrown.message} ${String(thrown.cause)}`);
  expect(told).toContain("OBJECTS_URL");
  expect(told).not.toContain("hidden");
});
