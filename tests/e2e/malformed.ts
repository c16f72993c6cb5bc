import type { Ask } from "../support/raw";
import { scripted } from "./forms";
import type { Route, ServerFunction } from "./routes";

type Draw = <T>(from: readonly T[]) => T;

/** The same draws for the same seed (mulberry32), so that what failed once fails again. */
export function seeded(seed: number): Draw {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return (from) => {
    const drawn = from[Math.floor(next() * from.length)];
    if (drawn === undefined) throw new Error("nothing to draw from");
    return drawn;
  };
}

const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");

/** Texts an address may hold and no link of ours does. */
export const oddTexts = [
  "a".repeat(200),
  "a".repeat(3_000),
  "a%00b",
  "%00",
  "%E6%97%A5%E6%9C%AC",
  "%F0%9F%92%A9",
  "%ED%A0%80",
  "%FF%FE",
  "%E0%A4%A",
  "%",
  "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
  "..%5c..%5cx",
  "/%E6%97%A5%E6%9C%AC",
  "//evil.example",
  "__proto__",
  "constructor",
  "%7B%22%24ne%22%3A1%7D",
  "'%20or%201=1--",
  "-1",
  "1e309",
  "%0d%0aset-cookie:%20a=b",
  "%E2%80%AE%E2%80%8B",
  cursor("2026-02-30T00:00:00.000Z", `prj_${"0".repeat(26)}`),
  cursor("2026-13-01T00:00:00.000Z", `prj_${"0".repeat(26)}`),
  cursor("0000-01-01T00:00:00.000Z", `prj_${"0".repeat(26)}`),
  cursor("275760-09-13T00:00:00.000Z", "in_1"),
  cursor("2026-02-30T00:00:00.000Z", "in_1"),
  cursor("a\0b", "mem_1"),
  cursor(1, 2),
  cursor(),
];

const parameters = [
  ..."next notice sent search status sort cursor before noun member session_id interval plan seats when of".split(
    " ",
  ),
  ..."from to code h done token __proto__ _rsc".split(" "),
];

/** A GET of a route whose dynamic parts or parameters are none of ours. */
export function oddAddress(draw: Draw, { name, path }: Route): string {
  const bare = name.includes("[") && draw([true, false]) ? name.replace(/^\/(?:site|workspace)/, "") : path;
  const place = bare.replace(/\[\w+\]/g, () => draw(oddTexts).replace(/^\/+/, ""));
  const query = Array.from({ length: draw([0, 1, 2, 3]) }, () => {
    const parameter = draw(parameters);
    const value = draw(oddTexts);
    return draw([`${parameter}=${value}`, `${parameter}=${value}&${parameter}=x`, `${parameter}[]=${value}`]);
  });
  return query.length > 0 ? `${place}?${query.join("&")}` : place;
}

/** Headers Next reads and no browser of ours sends like this. */
export const oddHeaders: Record<string, string>[] = [
  {},
  { rsc: "1" },
  { rsc: "1", "next-router-state-tree": "%7B" },
  { rsc: "1", "next-router-state-tree": "%E0%A4%A" },
  { rsc: "1", "next-router-state-tree": encodeURIComponent('["",{"children":[1,2,3]}]') },
  { rsc: "1", "next-router-state-tree": "a".repeat(6_000) },
  { rsc: "1", "next-router-prefetch": "9" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/../x" },
  { "next-url": "%E0%A4%A" },
  { cookie: "sid=x; sid=y; __proto__=1; %00=%00" },
  { cookie: `sid=${"a".repeat(6_000)}` },
  { "accept-language": "x".repeat(2_000) },
  { range: "bytes=9-1" },
  { "x-forwarded-for": "not an address" },
  { "x-forwarded-proto": "gopher" },
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  { "x-action-forwarded": "1" },
  { "x-nonce": "x" },
  { "next-resume": "1" },
  { purpose: "prefetch" },
];

const boundary = "----odd";
const part = (name: string, value: string) =>
  `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** Bodies that are no arguments of a function, each with its type. */
const oddBodies: [type: string, body: string][] = [
  ["text/plain;charset=UTF-8", ""],
  ["text/plain;charset=UTF-8", "["],
  ["text/plain;charset=UTF-8", "[]"],
  ["text/plain;charset=UTF-8", "null"],
  ["text/plain;charset=UTF-8", "1e999"],
  ["text/plain;charset=UTF-8", "{}"],
  ["text/plain;charset=UTF-8", '["$K1"]'],
  ["text/plain;charset=UTF-8", '["$F1"]'],
  ["text/plain;charset=UTF-8", '["$$x",{"__proto__":{"a":1}}]'],
  ["text/plain;charset=UTF-8", '["$Q0","$W0","$i0"]'],
  ["text/plain;charset=UTF-8", '["$D2026-99-99","$n99999999999999999999"]'],
  ["text/plain;charset=UTF-8", '["$@1","$1:__proto__:x"]'],
  ["text/plain;charset=UTF-8", `[${"[".repeat(500)}${"]".repeat(500)}]`],
  ["text/plain;charset=UTF-8", JSON.stringify(Array.from({ length: 1_200 }, () => 1))],
  ["text/plain;charset=UTF-8", '[{"status":"idle"}]'],
  ["text/plain;charset=UTF-8", '[{"status":"idle"},{"email":"x"}]'],
  ["text/plain;charset=UTF-8", '["\\u0000\\ud800"]'],
  ["application/json", '{"events":[]}'],
  ["application/x-www-form-urlencoded", "a=b&a=c"],
  ["application/octet-stream", "\u0000\u0001\u0002"],
  ["multipart/form-data", "no boundary"],
  ["multipart/form-data; boundary=", "x"],
  [`multipart/form-data; boundary=${boundary}`, ""],
  [`multipart/form-data; boundary=${boundary}`, `--${boundary}--\r\n`],
  [`multipart/form-data; boundary=${boundary}`, part("0", '["$K1"')],
  [
    `multipart/form-data; boundary=${boundary}`,
    `${part("0", '[{"status":"idle"},"$K1"]')}--${boundary}--\r\n`,
  ],
  [`multipart/form-data; boundary=${boundary}`, `${part("0", '["$K9"]')}--${boundary}--\r\n`],
  [`multipart/form-data; boundary=${boundary}`, `${part("0", "$1")}${part("1", "$0")}--${boundary}--\r\n`],
  [`multipart/form-data; boundary=${boundary}`, `${part("$ACTION_ID_zz", "")}--${boundary}--\r\n`],
  [`multipart/form-data; boundary=${boundary}`, `${part("$ACTION_REF_1", "")}--${boundary}--\r\n`],
  [
    `multipart/form-data; boundary=${boundary}`,
    `${part("$ACTION_REF_1", "")}${part("$ACTION_1:0", '{"id":"x","bound":"$@9"}')}--${boundary}--\r\n`,
  ],
  [
    `multipart/form-data; boundary=${boundary}`,
    `${part("$ACTION_KEY", "k")}${part("__proto__", "x")}${part("constructor", "y")}--${boundary}--\r\n`,
  ],
];

/** A call of a server function, or something that only looks like one. */
export function oddCall(
  draw: Draw,
  { id, page }: ServerFunction,
): Pick<Ask, "path" | "method" | "headers" | "body"> {
  const [type, body] = draw([...oddBodies, ...oddForms]);
  const named = draw([
    id,
    id,
    id,
    id,
    "",
    "x",
    "toString",
    id.slice(0, 40),
    `${id}00`,
    "00".repeat(21),
    null,
  ]);
  return {
    method: "POST",
    path: page.path,
    headers: {
      "content-type": type,
      ...(named === null ? {} : { "next-action": named }),
      ...draw(oddHeaders),
    },
    body,
  };
}

const typed: Record<string, string>[] = [
  { email: "a\0b", password: "a\0b", token: "\0", id: "\0", name: "\0", reason: "\0", invoiceId: "\0" },
  { __proto__: "x", constructor: "y", toString: "z" },
  { email: "x".repeat(100_000) },
  { token: "a".repeat(5_000), browserKey: "日本", next: "/日本" },
];
const oddForms = typed.map((fields): [string, string] => {
  const { type, body = "" } = scripted(fields);
  return [type, String(body)];
});

/** Whole requests as bytes: what Node's parser, Next's router or neither of them likes. */
export const oddBytes = (host: string): string[] => [
  `GET / HTTP/1.1\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost:\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: ${host}\r\nhost: evil.example\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: a b\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: [::1\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: ${"a".repeat(5_000)}\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: ${host}:99999\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: user@${host}\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: ${host}\r\nx: ${"a".repeat(60_000)}\r\n\r\n`,
  `GET /\0 HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /\xe6\x97\xa5 HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /sign-in?next=/\xe6\x97\xa5 HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET http://evil.example/ HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET http://[ HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET //evil.example/%2e%2e HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /\\evil.example HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET * HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `OPTIONS * HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `TRACE / HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `TRACE /api/health HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `CONNECT ${host} HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `PROPFIND / HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `FROBNICATE / HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: ${host}\r\nexpect: nonsense\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: ${host}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
  `POST /sign-in HTTP/1.1\r\nhost: ${host}\r\norigin: http://${host}\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`,
  `POST /sign-in HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
  `POST /sign-in HTTP/1.1\r\nhost: ${host}\r\ncontent-length: -1\r\n\r\n`,
  `GET /%E0%A4%A HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /reset-password/%E0%A4%A HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /_next/image?url=%E0%A4%A&w=x&q=y HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /_next/image?url=//169.254.169.254/&w=64&q=75 HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /_next/image?url=%2Ficon.svg&w=64&q=75 HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /_next/static/%2e%2e/%2e%2e/package.json HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /_next/static/%E0%A4%A HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /_next/data/x/index.json HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /projects.rsc HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /projects.segments/_tree.segment.rsc HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /500 HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /_error HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /_global-error HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  `GET /_not-found HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
];
