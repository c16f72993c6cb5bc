import { type PoolClient as NeonClient, Pool as NeonPool, neonConfig } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-serverless";
import ws from "ws";

/** Whether a database is reached through a WebSocket: Neon's own, and any that has such a proxy in front of it. */
export const isNeon = (url: string, proxy: string | undefined): boolean =>
  proxy !== undefined || new URL(url).hostname.endsWith(".neon.tech");

/**
 * The same database past its pooler, which takes every transaction to another session: what listens or locks for longer
 * than a transaction needs one of its own. Neon's pooler goes by the host's name; any other URL comes back as it was.
 */
export function pastPooler(url: string, proxy?: string): string {
  if (!isNeon(url, proxy)) return url;
  const direct = new URL(url);
  direct.hostname = direct.hostname.replace(/^([^.]+)-pooler\./, "$1.");
  return direct.href;
}

/** A pool of Neon's driver, with the query builder for it and for one of its clients. */
export function neonPool(options: { connectionString: string; max: number }, proxy: string | undefined) {
  neonConfig.webSocketConstructor = Tunnel;
  // The password in the first packet would save a round trip, but then a connection is called open before anybody has
  // answered: waiting for a compute that wakes would know no end, and a refused login would fail the next statement.
  neonConfig.pipelineConnect = false;
  if (proxy !== undefined) {
    const { protocol, host, pathname } = new URL(proxy);
    neonConfig.wsProxy = host + pathname;
    neonConfig.useSecureWebSocket = protocol === "wss:";
  }
  const pool = new NeonPool(options);
  return { db: drizzle({ client: pool }), pool, builder: (client: NeonClient) => drizzle({ client }) };
}

type Events = ws.WebSocketEventMap;
type Listener<K extends keyof Events> = Parameters<typeof ws.prototype.addEventListener<K>>[1];

/** A WebSocket that tells of a failure by the error itself. The driver passes on what it is told, and an event is no Error. */
class Tunnel extends ws {
  override addEventListener<K extends keyof Events>(type: K, listener: Listener<K>): void {
    if (type !== "error" || typeof listener !== "function") super.addEventListener(type, listener);
    else this.on("error", (error) => Reflect.apply(listener, this, [error]));
  }
}
