import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import { type Backend, type Login, openBackend } from "./neon/backend";
import { type Client, PooledSession, Pooler, type Session } from "./neon/pooler";
import { cutter, fatal, int32, type Message, message, startupParameters } from "./neon/wire";

export interface NeonProxy {
  /** For DATABASE_PROXY_URL. */
  url: string;
  /** How long the compute takes to wake for the next connection. */
  wakeMs: number;
  /** How long the WebSocket itself takes to open. */
  openMs: number;
  /** The compute scales to zero: every connection is told so and closed. */
  suspend(): void;
  /** Every socket is gone without a word. */
  drop(): void;
  stop(): Promise<void>;
}

/**
 * Speaks to Neon's driver as Neon's proxy does, in front of any Postgres: over a WebSocket, with the password in clear,
 * which may come before it is asked for, and by host name either straight through or, for a `-pooler`, by a pooler in
 * transaction mode. Of a startup message only what Neon passes on comes through; the pooler refuses the rest.
 */
export async function startNeonProxy(postgresUrl: string): Promise<NeonProxy> {
  const pooler = new Pooler(postgresUrl, 5);
  const open = new Set<WebSocket>();
  const server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    verifyClient: (_, answer) => void sleep(proxy.openMs).then(() => answer(true)),
  });
  server.on("connection", (socket, request) => {
    const address = new URL(request.url ?? "", "ws://proxy").searchParams.get("address") ?? "";
    open.add(socket.on("close", () => open.delete(socket)));
    serve(
      socket,
      async (login, client) => {
        await sleep(proxy.wakeMs);
        if (!isPooler(address)) return straight(await openBackend(postgresUrl, login), client);
        // A login is tried before it is believed; PgBouncer knows the passwords, we ask.
        const probe = await pooler.acquire(login);
        pooler.release(login, probe);
        return { session: new PooledSession(pooler, login, client), greeting: probe.greeting };
      },
      address,
    );
  });
  await once(server, "listening");
  const proxy: NeonProxy = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v2`,
    wakeMs: 0,
    openMs: 0,
    suspend: () => {
      for (const socket of open) {
        socket.send(fatal("57P01", "terminating connection due to administrator command"));
        socket.close();
      }
    },
    drop: () => {
      for (const socket of open) socket.terminate();
    },
    stop: async () => {
      for (const socket of open) socket.terminate();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}

interface Opened {
  session: Session;
  greeting: Buffer;
}

/** One connection: startup, password, and then whatever the session makes of it. */
function serve(
  socket: WebSocket,
  open: (login: Login, client: Client) => Promise<Opened>,
  address: string,
): void {
  const client: Client = { send: (bytes) => socket.send(bytes), hangUp: () => socket.close() };
  const early: Message[] = [];
  let startup: Record<string, string> = {};
  let session: Session | null = null;
  const refuse = (thrown: unknown) => {
    const { code, message: words } = thrown as { code?: string; message: string };
    client.send(fatal(code ?? "08006", words));
    client.hangUp();
  };
  const login = async (password: string): Promise<void> => {
    const opened = await open(
      { user: startup.user ?? "", database: startup.database ?? "", password },
      client,
    );
    client.send(opened.greeting);
    session = opened.session;
    for (const one of early.splice(0)) session.take(one);
    if (socket.readyState !== socket.OPEN) session.close();
  };
  const cut = cutter((one) => {
    if (one.letter === "X") return client.hangUp();
    if (session) return session.take(one);
    if (one.letter === "p")
      return void login(one.bytes.toString("utf8", 5, one.bytes.length - 1)).catch(refuse);
    if (one.letter !== "") return void early.push(one);
    startup = startupParameters(one);
    const stranger = strangerIn(startup, address);
    if (stranger) return refuse({ code: "08P01", message: `unsupported startup parameter: ${stranger}` });
    client.send(message("R", int32(3)));
  }, true);
  socket.on("message", (data: Buffer) => cut(data));
  socket.on("close", () => session?.close());
}

/** Whether a host is the pooler's, by its name. */
const isPooler = (address: string): boolean => /^[^.]*-pooler\./.test(address);

const known = new Set([
  "user",
  "database",
  "client_encoding",
  "application_name",
  "DateStyle",
  "TimeZone",
  "extra_float_digits",
]);

/** The pooler takes no setting for the session but a few that it can carry about; a direct host silently drops them. */
const strangerIn = (startup: Record<string, string>, address: string): string | undefined =>
  isPooler(address) ? Object.keys(startup).find((name) => !known.has(name)) : undefined;

function straight(backend: Backend, client: Client): Opened {
  backend.listener = { hear: ({ bytes }) => client.send(bytes), end: () => client.hangUp() };
  const session: Session = {
    take: ({ bytes }) => backend.stream.write(bytes),
    close: () => backend.stream.destroy(),
  };
  return { session, greeting: backend.greeting };
}
