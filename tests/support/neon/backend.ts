import type { Duplex } from "node:stream";
import pg from "pg";
import { cutter, int32, type Message, message } from "./wire";

export interface Login {
  user: string;
  database: string;
  password: string;
}

/** A logged-in connection to Postgres, as bytes. One side at a time listens to it. */
export interface Backend {
  stream: Duplex;
  /** What the server says after a login: that it is one, its parameters, and that it is ready. */
  greeting: Buffer;
  listener: { hear(message: Message): void; end(): void } | null;
  /** Names that the pooler has prepared here. */
  prepared: Set<string>;
}

/** Logs in as pg does (Postgres wants a proof, where Neon's proxy takes the password itself) and takes the socket over. */
export async function openBackend(
  postgresUrl: string,
  { user, database, password }: Login,
): Promise<Backend> {
  const { hostname: host, port } = new URL(postgresUrl);
  const client = new pg.Client({ host, port: Number(port), user, database, password });
  client.on("error", () => undefined);
  const parameters: Buffer[] = [];
  let key = message("K", int32(0), int32(0));
  client.connection.on("parameterStatus", (said: { parameterName: string; parameterValue: string }) => {
    parameters.push(message("S", said.parameterName, said.parameterValue));
  });
  client.connection.on("backendKeyData", (said: { processID: number; secretKey: number }) => {
    key = message("K", int32(said.processID), int32(said.secretKey));
  });
  await client.connect();
  const { stream } = client.connection;
  for (const event of ["data", "end", "close", "error"]) stream.removeAllListeners(event);
  const greeting = Buffer.concat([
    message("R", int32(0)),
    ...parameters,
    key,
    message("Z", Buffer.from("I")),
  ]);
  const backend: Backend = { stream, greeting, listener: null, prepared: new Set() };
  stream.on(
    "data",
    cutter((one) => backend.listener?.hear(one)),
  );
  stream.on("error", () => undefined);
  stream.on("close", () => backend.listener?.end());
  return backend;
}
