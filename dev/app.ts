import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { rememberChild } from "./lock";

interface AppOptions {
  port: number;
  isProduction: boolean;
  env: Record<string, string>;
  folder: string;
  /** Keeps the app's own output out of the terminal. */
  isQuiet?: boolean;
}

/** Starts the Next server of this checkout: the development server, or a fresh production build. */
export async function startApp(options: AppOptions) {
  if (options.isProduction) await buildApp(options.env);
  const child = next(options.isProduction ? "start" : "dev", options);
  await rememberChild(options.folder, child.pid ?? 0);
  const exited = once(child, "exit").then(([code]) => (typeof code === "number" ? code : null));
  return { child, exited, ready: firstPage(options.port, exited), stop: () => stopServer(child) };
}

/** Builds the production bundle. Throws when the build fails. */
export async function buildApp(env: Record<string, string>): Promise<void> {
  const build = spawn(process.execPath, [nextCli(), "build"], {
    stdio: "inherit",
    env: { ...process.env, ...env, NODE_ENV: "production" },
  });
  const [code] = await once(build, "exit");
  if (code !== 0) throw new Error("the production build failed; its output is above");
}

function next(verb: "dev" | "start", { port, env, isQuiet }: AppOptions): ChildProcess {
  return spawn(process.execPath, [nextCli(), verb, "-p", String(port)], {
    stdio: ["ignore", isQuiet ? "ignore" : "inherit", "inherit"],
    env: { ...process.env, ...env, NODE_ENV: verb === "dev" ? "development" : "production" },
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
    const answer = await fetch(`http://localhost:${port}/`).catch(() => null);
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
  const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(timer);
}
