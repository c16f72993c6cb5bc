import { ApiError } from "./errors.js";

export interface Fault {
  /** `"POST /v1/subscriptions*"`; a star stands for anything. */
  match: string;
  /** Strikes on the nth matching request only, counted from 1; without it on every one. */
  nth?: number;
  action: "500" | "429" | "409" | "delay" | "conn_reset" | "drop_after_commit";
  delayMs?: number;
}

/** The caller gets no answer at all; the server closes the socket. */
export class ConnectionReset extends Error {}

export class Faults {
  #faults: { fault: Fault; seen: number }[] = [];

  set(faults: Fault[]): void {
    this.#faults = faults.map((fault) => ({ fault, seen: 0 }));
  }

  list(): Fault[] {
    return this.#faults.map(({ fault }) => fault);
  }

  /** The faults that strike this request. */
  strike(method: string, path: string): Fault[] {
    return this.#faults.flatMap((entry) => {
      if (!pattern(entry.fault.match).test(`${method} ${path}`)) return [];
      entry.seen++;
      return entry.fault.nth === undefined || entry.fault.nth === entry.seen ? [entry.fault] : [];
    });
  }
}

/** What goes wrong before the request is carried out. */
export async function before(faults: Fault[]): Promise<void> {
  for (const { action, delayMs = 1000 } of faults) {
    if (action === "delay") await new Promise((done) => setTimeout(done, delayMs));
    if (action === "conn_reset") throw new ConnectionReset();
    if (action === "500")
      throw new ApiError(500, { type: "api_error", message: "An unknown error occurred (injected)." });
    if (action === "429") {
      throw new ApiError(429, {
        type: "invalid_request_error",
        code: "rate_limit",
        message: "Too many requests (injected).",
      });
    }
    if (action === "409") {
      throw new ApiError(409, {
        type: "invalid_request_error",
        code: "lock_timeout",
        message: "The object is locked (injected).",
      });
    }
  }
}

/** What goes wrong once it is: the work is done, and the caller never learns of it. */
export function after(faults: Fault[]): void {
  if (faults.some((fault) => fault.action === "drop_after_commit")) throw new ConnectionReset();
}

function pattern(match: string): RegExp {
  const escaped = match.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`);
}
