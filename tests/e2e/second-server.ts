import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { freePort } from "../../dev/free-port";
import { addresses, folder } from "./support";

export interface SecondServer {
  port: number;
  /** What arrived here of what it wrote, line by line. A line may come after the answer it belongs to. */
  lines(): string[];
  /** Ends it, and returns when everything it wrote has arrived. */
  stop(): Promise<void>;
}

/** The production build of this run once more, with other settings and its own log, on the same services. */
export async function startSecondServer(settings: Record<string, string> = {}): Promise<SecondServer> {
  const { appPort } = await addresses();
  const port = await freePort(appPort + 100 + Math.floor(Math.random() * 400));
  const env = {
    ...process.env,
    ...parseEnv(await readFile(`${folder}/env`, "utf8")),
    ROOT_DOMAIN: `localhost:${port}`,
    WORKER: "off",
    NODE_ENV: "production" as const,
    ...settings,
  };
  const cli = "node_modules/next/dist/bin/next";
  const child = spawn(process.execPath, [cli, "start", "-p", String(port)], { env });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => written.push(String(chunk)));
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await ready(port, child);
  return { port, lines: () => written.join("").split("\n"), stop: () => stop(child, closed) };
}

async function ready(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`http://localhost:${port}/api/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the second server ended before it was ready");
}

function stop(child: ChildProcess, closed: Promise<void>): Promise<void> {
  child.kill("SIGTERM");
  return closed;
}
