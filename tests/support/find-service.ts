import net from "node:net";
import pg from "pg";

/** Prints the URL of a PostgreSQL or Redis of this machine that would take us in; exits 1 when there is none. */
async function main(): Promise<void> {
  const found = process.argv[2] === "redis" ? await redis() : await postgres();
  if (!found) process.exit(1);
  console.log(found);
}

main();

async function postgres(): Promise<string | null> {
  const given = process.env.TEST_DATABASE_URL;
  for (const url of given
    ? [given]
    : [
        "postgres://postgres@127.0.0.1:5432/postgres",
        "postgres://postgres:postgres@127.0.0.1:5432/postgres",
      ]) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    const works = await client.connect().then(
      () => client.query("select 1").then(() => true),
      () => false,
    );
    await client.end().catch(() => undefined);
    if (works) return url;
  }
  return null;
}

async function redis(): Promise<string | null> {
  if (process.env.TEST_REDIS_URL) return process.env.TEST_REDIS_URL;
  const answers = await new Promise<boolean>((resolve) => {
    const socket = net.connect(6379, "127.0.0.1", () => socket.write("PING\r\n"));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on("data", (data) => {
      resolve(data.toString().startsWith("+PONG"));
      socket.destroy();
    });
    socket.on("error", () => resolve(false)).on("close", () => resolve(false));
  });
  return answers ? "redis://127.0.0.1:6379" : null;
}
