import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { news } from "./app-output";
import { rememberChild } from "./lock";

interface AppOptions {
  port: number;
  isProduction: boolean;
  env: Record<string, string>;
  folder: string;
}

/** Builds this checkout for production. `stop` ends it before it is done, and then `done` rejects. */
export async function startBuild({ env, folder }: Pick<AppOptions, "env" | "folder">) {
  const child = next("build", [], env);
  news(child);
  const closed = once(child, "close");
  await rememberChild(folder, child.pid ?? 0);
  const done = closed.then(([code]) => {
    if (code !== 0) throw new Error("the production build failed; its output is above");
  });
  done.catch(() => undefined);
  return { done, stop: () => stopServer(child) };
}

/** Starts the Next server of this checkout: the development server, or the one of its production build. */
export async function startApp(options: AppOptions) {
  const child = next(options.isProduction ? "start" : "dev", ["-p", String(options.port)], options.env);
  const output = news(child);
  const exited = once(child, "exit").then(([code]) => (typeof code === "number" ? code : null));
  await rememberChild(options.folder, child.pid ?? 0);
  const ready = firstPage(options.port, exited).catch((cause) => {
    throw output.isPortTaken() ? new Error(takenMeanwhile(options.port)) : cause;
  });
  // Whoever waits for it hears of it; until then it must not end the process unheard.
  ready.catch(() => undefined);
  return { exited, ready, stop: () => stopServer(child) };
}

const takenMeanwhile = (port: number) =>
  `port ${port} was taken meanwhile. Stop what listens there, or pass --port for another.`;

function next(verb: "dev" | "start" | "build", args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [nextCli(), verb, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: Ctrl-C must reach us first, and an end by force its server too.
    detached: process.platform !== "win32",
    env: {
      ...process.env,
      ...(process.stdout.isTTY && { FORCE_COLOR: "1" }),
      ...env,
      NODE_ENV: verb === "dev" ? "development" : "production",
    },
  });
}

const nextCli = () => createRequire(import.meta.url).resolve("next/dist/bin/next");

/** Waits until the first page answers, which also compiles it. Throws when the server ends before. */
async function firstPage(port: number, exited: Promise<number | null>): Promise<void> {
  let hasEnded = false;
  exited.then(() => {
    hasEnded = true;
  });
  while (!hasEnded) {
    const answer = await fetch(`http://localhost:${port}/`, { method: "HEAD" }).catch(() => null);
    if (answer && answer.status < 500) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error("the app ended before its first page; its output is above");
}

/** Asks a server to end and waits until it has, by force after five seconds. */
export async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => killGroup(child), 5_000);
  await ended;
  clearTimeout(timer);
}

/** `next dev` is two processes, and `next build` many; a server that is not the head of a group is one. */
function killGroup(child: ChildProcess): void {
  try {
    process.kill(-(child.pid ?? 0), "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
