import { beforeEach, describe, expect, test } from "vitest";
import { faultOf } from "@/lib/webhooks/endpoint-url";
import { post } from "@/lib/webhooks/post";
import { isPublic } from "@/lib/webhooks/public-address";
import { allowLoopback, receiver } from "./receiver";

const send = (url: string, withinMs = 2_000) => post({ url, headers: {}, body: "{}" }, withinMs);

beforeEach(() => allowLoopback());

describe("where nothing is sent", () => {
  beforeEach(() => allowLoopback(false));

  test.each([
    ...["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    ...["169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.2.1", "198.18.0.1"],
    ...["224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254"],
    ...["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a00:1", "64:ff9b::7f00:1"],
    ...["2002:7f00:1::", "2002:a00:1::", "2001::1", "ff02::1", "2001:db8::1", "fec0::1"],
  ])("%s", (address) => expect(isPublic(address)).toBe(false));

  test.each(["93.184.215.14", "8.8.8.8", "2606:4700:4700::1111"])("%s is public", (address) =>
    expect(isPublic(address)).toBe(true),
  );

  test.each([
    ...["http://example.com/", "ftp://example.com/", "javascript:alert(1)", "file:///etc/passwd"],
    ...["https://user:pass@example.com/", "https://example.com:22/", "https://example.com:25/"],
    ...[
      "https://127.0.0.1/",
      "https://2130706433/",
      "https://0x7f.1/",
      "https://0177.0.0.1/",
      "https://127.1/",
    ],
    ...["https://[::1]/", "https://[::ffff:7f00:1]/", "https://[64:ff9b::a9fe:a9fe]/", "https://localhost/"],
    ...[
      "https://a.localhost:8443/",
      "https://169.254.169.254/latest/meta-data",
      "https://example.com/#x",
      "x",
    ],
  ])("%s is refused, and not sent to", async (url) => {
    expect(faultOf(url)).toMatch(/^webhooks\.refused\./);
    expect(await send(url)).toMatchObject({ status: null, isFinal: true });
  });

  test.each(["https://example.com/", "https://example.com:8443/a?b=c", "https://8.8.8.8/"])(
    "%s may be",
    (url) => expect(faultOf(url)).toBeNull(),
  );
});

test("the answer's status, its beginning and how long it took", async () => {
  const { url, received } = await receiver((response) => response.writeHead(202).end("taken"));
  expect(await send(url)).toMatchObject({ status: 202, text: "taken", isFinal: false });
  expect(received).toMatchObject([{ body: "{}", headers: { "content-type": "application/json" } }]);
});

test("a redirect is an answer, and not followed", async () => {
  const inside = await receiver();
  const { url } = await receiver((response) => response.writeHead(307, { location: inside.url }).end());
  expect(await send(url)).toMatchObject({ status: 307 });
  expect(inside.received).toEqual([]);
});

test("whoever says nothing is left", async () => {
  const { url } = await receiver(() => undefined);
  const { status, text, durationMs } = await send(url, 300);
  expect({ status, text }).toEqual({ status: null, text: "No complete answer in time" });
  expect(durationMs).toBeLessThan(1_000);
});

test("an answer of a byte now and then ends with the time for all of it", async () => {
  const { url } = await receiver((response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write("."), 50);
    response.on("close", () => clearInterval(drip));
  });
  const { status, durationMs } = await send(url, 400);
  expect(status).toBeNull();
  expect(durationMs).toBeLessThan(1_200);
});

test("an endless answer is cut at a kilobyte", async () => {
  const { url } = await receiver((response) => {
    response.writeHead(200);
    const flood = setInterval(() => response.write("x".repeat(10_000)), 1);
    response.on("close", () => clearInterval(flood));
  });
  const { status, text } = await send(url);
  expect({ status, length: text.length }).toEqual({ status: 200, length: 1_024 });
});
