import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

export type ProcessInfo = { parentPid: number; command: string };

/** What runs under `pid`; null for nothing or a zombie, which a container without an init never reaps. */
export async function inspect(pid: number): Promise<ProcessInfo | null> {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !answersSignal(pid)) return null;
  if (process.platform === "linux") return inspectProc(pid);
  if (process.platform === "win32") return { parentPid: 0, command: "" };
  return inspectPs(pid);
}

export async function isRunning(pid: number): Promise<boolean> {
  return (await inspect(pid)) !== null;
}

/** Asks politely, then firmly: SIGINT is Postgres's fast shutdown, SIGQUIT its immediate one (recovers at next start). */
export async function stopProcess(pid: number): Promise<void> {
  const steps = [
    ["SIGINT", 15_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 2_000],
  ] as const;
  for (const [signal, patienceMs] of steps) {
    if (!answersSignal(pid)) return;
    process.kill(pid, signal);
    if (await hasExitedWithin(pid, patienceMs)) return;
  }
  throw new Error(`Postgres (process ${pid}) does not stop: end it by hand and start again.`);
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function inspectProc(pid: number): Promise<ProcessInfo | null> {
  const [status, commandLine] = await Promise.all([
    readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""),
    readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""),
  ]);
  // The name in parentheses may itself hold spaces and parentheses; the state follows the last one.
  const [state, parentPid] = status.slice(status.lastIndexOf(")") + 2).split(" ");
  if (!state || state === "Z" || state === "X") return null;
  return { parentPid: Number(parentPid), command: commandLine.replaceAll("\0", " ") };
}

async function inspectPs(pid: number): Promise<ProcessInfo | null> {
  const columns = ["-ww", "-o", "ppid=,stat=,command=", "-p", String(pid)];
  const line = await run("ps", columns).then(
    ({ stdout }) => stdout.trim(),
    () => "",
  );
  const [, parentPid, state, command] = /^(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
  if (!state || state.startsWith("Z")) return null;
  return { parentPid: Number(parentPid), command: command ?? "" };
}

async function hasExitedWithin(pid: number, patienceMs: number): Promise<boolean> {
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    if (!(await isRunning(pid))) return true;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return false;
}
