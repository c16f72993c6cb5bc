import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

export const faultSchema = z.strictObject({
  /** Waits before anything else happens. */
  latencyMs: z.number().int().nonnegative().optional(),
  /** Answers this HTTP status instead of running the commands. */
  status: z.number().int().min(200).max(599).optional(),
  /** Never answers. */
  hang: z.boolean().optional(),
  /** Closes the connection without an answer. */
  drop: z.boolean().optional(),
});
export type Fault = z.infer<typeof faultSchema>;

/** What goes wrong on purpose, so that a test can see the app live through it. `set({})` ends it. */
export class Faults {
  #current: Fault = {};

  set(fault: Fault): void {
    this.#current = fault;
  }

  /** Answers true when it has dealt with the request, which then must be left alone. */
  async intercept(response: ServerResponse): Promise<boolean> {
    const { latencyMs, status, hang, drop } = this.#current;
    if (latencyMs) await sleep(latencyMs);
    if (hang) return true;
    if (drop) response.destroy();
    else if (status) {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: `ERR injected fault ${status}` }));
    }
    return Boolean(drop || status);
  }
}
