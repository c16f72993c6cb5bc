import type { IncomingMessage } from "node:http";
import type { Command } from "./store.js";

/** A request that is wrong in itself, with the HTTP status it earns. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Upstash's own limit on paid plans. */
export const maxBodyBytes = 10 * 1024 * 1024;

export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBodyBytes) chunks.push(chunk);
      else reject(new RequestError(413, `ERR max request size exceeded. Limit: ${maxBodyBytes} bytes`));
    });
    request.on("end", () =>
      resolve((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString() ?? ""),
    );
    request.on("error", reject);
    request.on("close", () => reject(new RequestError(400, "ERR the request was cut off")));
  });
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new RequestError(400, "ERR failed to parse command: the body is not JSON");
  }
}

/** `["SET","key","value"]` */
export function parseCommand(body: unknown): Command {
  if (!Array.isArray(body) || body.length === 0) throw new RequestError(400, "ERR empty command");
  return body.map((argument) => {
    if (typeof argument === "string") return argument;
    if (typeof argument === "number" || typeof argument === "boolean") return String(argument);
    throw new RequestError(
      400,
      "ERR failed to parse command: an argument must be a string, number or boolean",
    );
  });
}

/** `[["SET","key","value"],["GET","key"]]` */
export function parseCommands(body: unknown): Command[] {
  if (!Array.isArray(body))
    throw new RequestError(400, "ERR failed to parse pipeline: expected a list of commands");
  return body.map(parseCommand);
}

/** `/set/key?EX=60` with the value as body: path segments, then the body, then the query's names and values. */
export function parsePath(target: string, body: string): Command {
  const [path = "", query = ""] = target.split(/\?(.*)/s);
  const segments = path.slice(1).split("/").map(decodeSegment);
  const options = [...new URLSearchParams(query)].flatMap(([name, value]) =>
    value === "" ? [name] : [name, value],
  );
  return parseCommand([...segments, ...(body === "" ? [] : [body]), ...options]);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new RequestError(400, "ERR failed to parse command: the path is not valid");
  }
}
