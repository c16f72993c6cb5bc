import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** `started` tells a process from a later one with its number; empty where the system does not say. */
export type ProcessInfo = { parentPid: number; command: string; started: string };

/** A process for good: numbers are given again, within minutes in a container that restarts. */
export type Identity = { pid: number; started: string };

/** What runs under `pid`; null for nothing or a zombie, which a container without an init never reaps. */
export async function inspect(pid: number): Promise<ProcessInfo | null> {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !answersSignal(pid)) return null;
  if (process.platform === "linux") return inspectProc(pid);
  if (process.platform === "win32") return inspectWindows(pid);
  return inspectPs(pid);
}

export async function isRunning(pid: number): Promise<boolean> {
  return (await inspect(pid)) !== null;
}

/** What to write down about a process, so that it can be told apart later. */
export async function identify(pid: number): Promise<Identity> {
  return { pid, started: (await inspect(pid))?.started ?? "" };
}

/** Whether the process that was written down still runs; false in doubt, for nobody else may be signalled. */
export async function isStillRunning({ pid, started }: Identity): Promise<boolean> {
  return started !== "" && (await inspect(pid))?.started === started;
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
    send(pid, signal);
    if (await hasExitedWithin(pid, patienceMs)) return;
  }
  throw new Error(`Postgres (process ${pid}) does not stop: end it by hand and start again.`);
}

/** A process that ended meanwhile has what was wanted of it. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
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
  const [status, commandLine, boot] = await Promise.all([
    textOf(`/proc/${pid}/stat`),
    textOf(`/proc/${pid}/cmdline`),
    textOf("/proc/sys/kernel/random/boot_id"),
  ]);
  // The name in parentheses may itself hold spaces and parentheses; the state follows the last one.
  const [state, parentPid, ...rest] = status.slice(status.lastIndexOf(")") + 2).split(" ");
  if (!state || state === "Z" || state === "X") return null;
  // In ticks since the machine booted, which it may have done again.
  const started = `${boot.trim()}/${rest[17]}`;
  return { parentPid: Number(parentPid), command: commandLine.replaceAll("\0", " "), started };
}

const textOf = (file: string) => readFile(file, "utf8").catch(() => "");

async function inspectPs(pid: number): Promise<ProcessInfo | null> {
  const columns = ["-ww", "-o", "ppid=,stat=,lstart=,command=", "-p", String(pid)];
  const line = await outputOf("ps", columns);
  // The start is five words, "Mon Nov 30 01:16:37 2026", in a language that is ours to name.
  const [, parentPid, state, started, command] =
    /^(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/.exec(line) ?? [];
  if (!state || state.startsWith("Z")) return null;
  return { parentPid: Number(parentPid), command: command ?? "", started: started ?? "" };
}

/** Without an answer of PowerShell the process is one that nobody may claim to know. */
async function inspectWindows(pid: number): Promise<ProcessInfo> {
  const script = `Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}' |
    ForEach-Object { $_.ParentProcessId; $_.CreationDate.ToUniversalTime().Ticks; $_.CommandLine }`;
  const said = await outputOf("powershell.exe", ["-NoProfile", "-NonInteractive", "-Command", script]);
  const [parentPid = "", started = "", ...command] = said.split(/\r?\n/);
  return { parentPid: Number(parentPid), command: command.join(" "), started };
}

function outputOf(program: string, args: string[]): Promise<string> {
  return run(program, args, { env: { ...process.env, LC_ALL: "C", TZ: "UTC" } }).then(
    ({ stdout }) => stdout.trim(),
    () => "",
  );
}

async function hasExitedWithin(pid: number, patienceMs: number): Promise<boolean> {
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    if (!(await isRunning(pid))) return true;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return false;
}
