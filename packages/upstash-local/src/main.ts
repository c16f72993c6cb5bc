import { parseArgs } from "node:util";
import { startUpstash } from "./server.js";

const usage = `Serves Upstash's Redis REST protocol over a Redis of yours.

  UPSTASH_REDIS_REST_TOKEN=<long random text> upstash-local --redis redis://127.0.0.1:6379

  --redis <url>   the Redis to serve; without it an in-process one answers (development only)
  --port <n>      8079 unless said otherwise
  --host <name>   127.0.0.1 unless said otherwise; 0.0.0.0 inside a container
  --data <file>   where the in-process Redis keeps its data`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "8079" },
      host: { type: "string" },
      redis: { type: "string" },
      data: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return console.log(usage);
  const server = await startUpstash({
    port: Number(values.port),
    host: values.host,
    token: process.env.UPSTASH_REDIS_REST_TOKEN ?? "",
    redisUrl: values.redis,
    dataFile: values.data,
    isProduction: values.redis !== undefined || process.env.NODE_ENV === "production",
    log: console.log,
  });
  console.log(`Upstash's protocol on ${server.url}, over ${values.redis ? "Redis" : "an in-process Redis"}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
  }
}

main().catch((error: Error) => {
  console.error(`${error.message}\n\n${usage}`);
  process.exit(1);
});
