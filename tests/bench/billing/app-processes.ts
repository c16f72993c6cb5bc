import { fork } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import path from "node:path";
import type { App } from "../../billing/model/app";
import { webhookSecret } from "../../billing/model/app";
import { signatureOf } from "../../billing/model/post";

/** The app in `count` processes of its own, which take turns with the deliveries. */
export async function startApps(count: number): Promise<App & { stop(): void }> {
  const script = path.join(import.meta.dirname, "app-process.ts");
  const children = Array.from({ length: count }, () => fork(script, { execArgv: ["--import", "tsx"] }));
  const ports = await Promise.all(children.map(async (child) => Number((await once(child, "message"))[0])));
  const agent = new http.Agent({ keepAlive: true });
  let turn = 0;
  return {
    deliver: (body) => {
      const port = ports[turn++ % ports.length] ?? 0;
      const headers = { "stripe-signature": signatureOf(body, webhookSecret) };
      return post({ agent, port, path: "/", headers }, body);
    },
    async idle() {
      await Promise.all(ports.map((port) => post({ agent, port, path: "/idle" }, "")));
    },
    stop() {
      for (const child of children) child.disconnect();
      agent.destroy();
    },
  };
}

/** Answers with the status, or 0 for none at all. Node's own client costs half of what `fetch` does. */
function post(options: http.RequestOptions, body: string): Promise<number> {
  return new Promise((resolve) => {
    const request = http.request({ host: "127.0.0.1", method: "POST", ...options }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode ?? 0));
    });
    request.on("error", () => resolve(0)).end(body);
  });
}
