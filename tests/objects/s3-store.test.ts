import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { objectsOf } from "@/lib/objects/objects-of";
import { s3Store } from "@/lib/objects/s3-store";
import { minutes } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { startS3 } from "./s3-stand-in";

let s3: Awaited<ReturnType<typeof startS3>>;
beforeEach(async () => {
  s3 = await startS3();
});
afterEach(() => s3.stop());

const text = { contentType: "text/plain", size: 4 };
const at = (url: string) => objectsOf(newId("ten"), async () => s3Store(url));
const causeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "nothing",
    ({ code, cause }: { code: string; cause: Error }) => `${code}: ${cause.message}`,
  );

describe("what S3 refuses is unavailable, and the log learns its word for it", () => {
  test.each([
    ["a wrong secret", () => s3.url.replace("secret", "secreT"), "403 SignatureDoesNotMatch"],
    ["a key it does not know", () => s3.urlOf({ key: "AKIDOTHER" }), "403 InvalidAccessKeyId"],
    ["a bucket that is not there", () => s3.urlOf({ name: "other" }), "404 NoSuchBucket"],
    ["another region", () => s3.url.replace("eu-central-1", "eu-west-1"), "400 AuthorizationHeaderMalformed"],
  ])("%s", async (_, url, word) => {
    expect(await causeOf(at(url()).get("files/fil_1"))).toBe(
      `unavailable: the object store answered GET with ${word}`,
    );
  });

  test("a clock that is a quarter of an hour off", async () => {
    s3.control.offsetMs = minutes(16);
    expect(await causeOf(at(s3.url).put("files/fil_1", Buffer.from("text"), text))).toContain(
      "403 RequestTimeTooSkewed",
    );
  });
});

test("a moment's weakness costs a pause, also where it comes twice; a stream cannot be sent again", async () => {
  const objects = at(s3.url);
  s3.control.failures.push(503, 500);
  await objects.put("files/fil_1", Buffer.from("text"), text);
  s3.control.failures.push(503, 503);
  expect(await objects.head("files/fil_1")).toEqual(text);
  s3.control.failures.push(503);
  const stream = new Blob(["text"]).stream();
  expect(await causeOf(objects.put("files/fil_2", stream, text))).toContain("503 SlowDown");
});

test("a stream goes with its length and in one piece, which S3 wants", async () => {
  await at(s3.url).put("files/fil_1", new Blob(["text"]).stream(), text);
  expect(s3.control.requests).toEqual(["PUT whole"]);
});

test("keys and signed addresses keep no secret", async () => {
  const url = await at(s3.url).signedUpload("files/fil_1", { ...text, expiresSeconds: 60 });
  expect(JSON.stringify(url)).not.toContain("secret");
});

describe("the stand-in refuses what S3 refuses", () => {
  const plain = (url: string) =>
    `${url.replace(/^s3\+http:\/\/[^@]+@/, "http://").replace(/\?.*/, "")}/a/b/c`;

  test("a request that nobody signed", async () => {
    const answer = await fetch(plain(s3.url), { method: "PUT", body: "text" });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("AccessDenied")]);
  });

  test("a signature without the hash of what is sent", async () => {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261130/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;
    const answer = await fetch(plain(s3.url), { headers: { authorization } });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("InvalidRequest")]);
  });

  test("other bytes than were signed", async () => {
    const signed: { url: string; headers: Headers }[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = async (url, init) => {
      signed.push({ url: String(url), headers: new Headers(init?.headers) });
      return real(url, init);
    };
    await at(s3.url)
      .put("files/fil_1", Buffer.from("text"), text)
      .finally(() => {
        globalThis.fetch = real;
      });
    const [sent] = signed;
    const answer = await fetch(sent?.url ?? "", { method: "PUT", headers: sent?.headers, body: "tEXt" });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("XAmzContentSHA256Mismatch"),
    ]);
  });

  test("an address for more than a week", async () => {
    const url = await s3Store(s3.url).signedDownload("ten/files/fil_1", {
      ...{ filename: "a", contentType: "text/plain", expiresSeconds: 604_801 },
    });
    expect((await fetch(url)).status).toBe(400);
  });
});
