import { RedisError, type Reply } from "./store.js";

type Json = null | number | string | Json[];
export type Answer = { result: Json } | { error: string };

/** One reply in Upstash's shape; with `isBase64` every string but a plain OK is encoded, as its SDK expects. */
export function toAnswer(reply: Reply, isBase64: boolean): Answer {
  if (reply instanceof RedisError) return { error: reply.message };
  const isOk =
    reply === "OK" || (Buffer.isBuffer(reply) && reply.length === 2 && reply.toString("latin1") === "OK");
  return { result: isOk ? "OK" : toJson(reply, isBase64) };
}

function toJson(reply: Reply, isBase64: boolean): Json {
  if (reply === null || typeof reply === "number") return reply;
  if (Array.isArray(reply)) return reply.map((item) => toJson(item, isBase64));
  // A script may put an error inside a list, where the protocol has no place for one.
  if (reply instanceof RedisError) return toJson(Buffer.from(reply.message), isBase64);
  const bytes = typeof reply === "string" ? Buffer.from(reply, "latin1") : reply;
  return bytes.toString(isBase64 ? "base64" : "utf8");
}
