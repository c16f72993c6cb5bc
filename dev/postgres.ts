import { randomBytes } from "node:crypto";
import { freePort } from "./free-port";
import { findBinaries } from "./postgres/binaries";
import { type Cluster, createCluster, hasCluster, keepPassword, resetPassword } from "./postgres/cluster";
import { stopLeftover } from "./postgres/leftover";
import { persistentPlace, throwawayPlace } from "./postgres/place";
import { launch, type RunningServer, StartFailure } from "./postgres/server";

export type PostgresOptions = {
  /** The first port to try; 0 takes any free one. */
  port?: number;
  log?: (line: string) => void;
  isProduction?: boolean;
} & ({ dataDir: string; isThrowaway?: false } | { dataDir?: undefined; isThrowaway: true });

export type LocalPostgres = { adminUrl: string; port: number; stop(): Promise<void> };

/**
 * Starts a real Postgres 18 on 127.0.0.1 and answers a superuser's URL. Data and password survive in and beside
 * `dataDir`, and whatever a killed process left there is put right first; `isThrowaway` uses a temporary directory,
 * trades durability for speed, and is gone after `stop()`. Throws an Error whose message is one sentence for the user.
 */
export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  if (options.isProduction) {
    throw new Error("The local Postgres is for development: in production set DATABASE_URL.");
  }
  const log = options.log ?? (() => {});
  const isThrowaway = options.isThrowaway === true;
  const place = options.isThrowaway ? await throwawayPlace() : await persistentPlace(options.dataDir);
  const binaries = await findBinaries(place.account);
  const cluster: Cluster = { ...place, binaries, isThrowaway };
  const password = await preparePassword(cluster, log);
  const server = await launchOnFreePort(cluster, options.port ?? 0, log);

  return {
    adminUrl: `postgres://postgres:${password}@127.0.0.1:${server.port}/postgres`,
    port: server.port,
    stop: async () => {
      await server.stop();
      await place.discard();
    },
  };
}

async function preparePassword(cluster: Cluster, log: (line: string) => void): Promise<string> {
  const isNew = !(await hasCluster(cluster));
  if (!isNew) await stopLeftover(cluster.dataDir, log);
  const { password, isFresh } = await keepPassword(cluster, randomBytes(24).toString("base64url"));
  if (isNew) {
    log("Creating a Postgres database cluster (once)");
    await createCluster(cluster);
  } else if (isFresh) {
    log("The password file was missing or damaged: setting a new password");
    await resetPassword(cluster, password);
  }
  return password;
}

/** Backends of a postmaster that was killed may need a moment to notice; a port may be taken between probe and bind. */
async function launchOnFreePort(
  cluster: Cluster,
  wanted: number,
  log: (line: string) => void,
): Promise<RunningServer & { port: number }> {
  const giveUpAt = Date.now() + 10_000;
  for (let from = wanted; ; ) {
    const port = await freePort(from);
    try {
      return { ...(await launch(cluster, port, log)), port };
    } catch (error) {
      const isWorthRetrying =
        error instanceof StartFailure && error.kind !== "final" && Date.now() < giveUpAt;
      if (!isWorthRetrying) throw error;
      if (error.kind === "port_taken" && from !== 0) from = port + 1;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
