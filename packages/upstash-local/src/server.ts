import { createServer, type Server } from "node:http";
import { type Fault, Faults } from "./faults.js";
import { createHandler } from "./handler.js";
import { createMemoryStore } from "./memory/store.js";
import { connectRedis } from "./real.js";

export type UpstashOptions = {
  /** 0 takes any free port. */
  port: number;
  token: string;
  /** 127.0.0.1 unless said otherwise. */
  host?: string;
  /** A real Redis to serve; without it an in-process one answers. */
  redisUrl?: string;
  /** Where the in-process Redis keeps its data between runs; without it they are forgotten. */
  dataFile?: string;
  /** Production needs a real Redis and has no fault injection over HTTP. */
  isProduction?: boolean;
  log?: (line: string) => void;
};

export type LocalUpstash = {
  url: string;
  token: string;
  faults: { set(fault: Fault): void };
  stop(): Promise<void>;
};

/** Serves Upstash's REST protocol. Throws an Error whose message is one sentence for the user. */
export async function startUpstash(options: UpstashOptions): Promise<LocalUpstash> {
  const { token, isProduction = false, host = "127.0.0.1", log = () => {} } = options;
  if (token === "") throw new Error("An empty token would let everybody in: choose a long random one.");
  if (isProduction && !options.redisUrl) {
    throw new Error(
      "The in-process Redis is for development: in production give a Redis URL or use Upstash.",
    );
  }
  const store = options.redisUrl
    ? await connectRedis(options.redisUrl, log)
    : await createMemoryStore(options.dataFile, log);
  const faults = new Faults();
  const server = createServer(createHandler({ store, token, faults, hasFaultPath: !isProduction, log }));
  // Longer than the 60 s after which load balancers drop an idle connection: whoever reuses it finds it open.
  server.keepAliveTimeout = 65_000;
  const port = await listen(server, options.port, host).catch(async (error: Error) => {
    await store.stop();
    throw new Error(
      `Cannot listen on ${host}:${options.port} (${error.message}): free that port or name another.`,
    );
  });

  return {
    url: `http://${host}:${port}`,
    token,
    faults,
    stop: async () => {
      await close(server);
      await store.stop();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(address && typeof address === "object" ? address.port : port);
    });
  });
}

/** Lets running requests finish for two seconds; a client that keeps its connection open does not hold us up. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), 2_000);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}
