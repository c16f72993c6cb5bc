import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

type Environment = NodeJS.ProcessEnv;

/** The Next of that folder: React must exist once. */
const nextOf = (folder: string) => path.resolve(folder, "node_modules/next/dist/bin/next");

export async function buildApp(folder: string, env: Environment): Promise<void> {
  const child = spawn(process.execPath, [nextOf(folder), "build"], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the build in ${path.resolve(folder)} failed`);
}

export function serveApp(folder: string, port: number, env: Environment): ChildProcess {
  return spawn(process.execPath, [nextOf(folder), "start", "-p", String(port)], {
    cwd: folder,
    env: { ...env, PORT: String(port) },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** The development server of that folder. */
export function developApp(folder: string, port: number, env: Environment): ChildProcess {
  return spawn(process.execPath, [nextOf(folder), "dev", "-p", String(port)], {
    cwd: folder,
    env: { ...env, PORT: String(port), NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
}
