import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { stopProcess } from "../processes";
import type { Cluster } from "./cluster";
import { ownerMark } from "./leftover";

export type RunningServer = { stop(): Promise<void> };

/** `port_taken` and `still_in_use` pass with another port or a little time; `final` does not. */
export class StartFailure extends Error {
  constructor(
    readonly kind: "port_taken" | "still_in_use" | "final",
    message: string,
  ) {
    super(message);
  }
}

/** Resolves once connections are accepted; rejects with a StartFailure when the server ends before that. */
export function launch(cluster: Cluster, port: number, log: (line: string) => void): Promise<RunningServer> {
  const args = ["-D", cluster.dataDir, "-p", String(port), ...settings(cluster.isThrowaway)];
  // A session of its own: Ctrl-C must reach us first, so that the app ends before its database does.
  const child = spawn(cluster.binaries.postgres, args, {
    ...cluster.account,
    cwd: path.parse(cluster.binaries.postgres).root,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  return new Promise((resolve, reject) => {
    const fatal: string[] = [];
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (/\b(FATAL|PANIC|LOG: {2}could not bind)/.test(line)) fatal.push(line);
      // A statement that failed is for whoever sent it; only what ails the server itself is worth a line.
      // A client that was ended in the midst of a talk is no ailment.
      if (/\bPANIC\b|could not (?!receive data from client)|No space left/.test(line)) log(line);
      if (line.includes("database system is ready to accept connections"))
        resolve({ stop: () => stop(child) });
    });
    child.on("error", (error) =>
      reject(new StartFailure("final", `Postgres could not be run: ${error.message}`)),
    );
    child.on("close", (code) => reject(explain(fatal.join("\n"), code, cluster.dataDir)));
  });
}

function settings(isThrowaway: boolean): string[] {
  const values = {
    cluster_name: ownerMark(process.pid),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    lc_messages: "C",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(isThrowaway && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function stop(child: ChildProcess): Promise<void> {
  const isOver = child.exitCode !== null || child.signalCode !== null;
  if (child.pid !== undefined && !isOver) await stopProcess(child.pid);
}

function explain(fatal: string, code: number | null, dataDir: string): StartFailure {
  if (/could not bind/.test(fatal)) return new StartFailure("port_taken", "The port was taken meanwhile.");
  if (/pre-existing shared memory block|lock file .* already exists/.test(fatal)) {
    return new StartFailure(
      "still_in_use",
      `The database in ${dataDir} is still in use: stop its other processes.`,
    );
  }
  if (/shared memory/.test(fatal)) {
    return new StartFailure(
      "final",
      "Postgres got too little shared memory: raise the limit (Docker: --shm-size).",
    );
  }
  if (/No space left on device/.test(fatal)) {
    return new StartFailure("final", `The disk that holds ${dataDir} is full: make room and start again.`);
  }
  if (/Permission denied|has wrong ownership|invalid permissions/.test(fatal)) {
    return new StartFailure("final", `Postgres may not use ${dataDir}: give it to the user who runs this.`);
  }
  const reason = /(?:FATAL|PANIC): +(.*)/.exec(fatal)?.[1] ?? `it ended with code ${code}`;
  return new StartFailure("final", `Postgres did not start: ${reason}`);
}
