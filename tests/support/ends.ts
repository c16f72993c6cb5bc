import { spawnSync } from "node:child_process";

/** Whether a script ends well. One that hangs is ended: what blocks its own thread no test's time limit can reach. */
export function ends(script: string): boolean {
  const options = { timeout: 60_000, killSignal: "SIGKILL", stdio: "ignore" } as const;
  const flags = ["--import", "tsx", "--eval", script];
  return spawnSync(process.execPath, flags, options).status === 0;
}
