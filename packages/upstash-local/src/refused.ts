import { type Command, RedisError } from "./store.js";

/**
 * Commands that make no sense over HTTP: they block, or change the one connection that all requests share (a SUBSCRIBE
 * would silence everybody), or belong to the server's operator. Upstash refuses them as well.
 */
const refused = new Set(
  `blpop brpop blmove blmpop brpoplpush bzpopmin bzpopmax bzmpop wait waitaof
   subscribe psubscribe ssubscribe unsubscribe punsubscribe sunsubscribe monitor
   multi exec discard watch unwatch select auth hello quit reset client readonly readwrite asking
   shutdown debug config slaveof replicaof save bgsave bgrewriteaof acl module migrate failover sync psync
   cluster latency slowlog swapdb lolwut`.split(/\s+/),
);

/** Why a command may not be sent, or null. */
export function refusal(command: Command): RedisError | null {
  const name = command[0]?.toLowerCase() ?? "";
  const isBlockingRead =
    name.startsWith("xread") && command.some((argument) => argument.toLowerCase() === "block");
  const isScriptControl = name === "script" && /^(kill|debug)$/i.test(command[1] ?? "");
  if (!refused.has(name) && !isBlockingRead && !isScriptControl) return null;
  return new RedisError(`ERR Command is not available: '${name}'`);
}
