import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test, vi } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { flushRefusals } from "@/lib/core/refusals";
import { watchExchanges } from "@/lib/entry/watch-exchanges";
import { ask } from "../support/raw";
import { type TestWorkspace, workspace } from "../support/world";

let code = "";
let charged: string | undefined;
const server = createServer((_, response) => {
  response.setHeader("x-middleware-refusal", code);
  if (charged) response.setHeader("x-middleware-charged", charged);
  response.writeHead(403).end();
});
watchExchanges();
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
afterAll(() => {
  server.close();
});

const lines = async ({ owner }: TestWorkspace) => {
  await flushRefusals();
  return (await owner.ask(listEvents, { noun: "security" })).items;
};

test.each([
  ["as another site's", "forbidden", "security.origin_refused"],
  ["for the workspace's rate limit", "rate_limited", "security.attempts_limited"],
])(
  "what the edge refused %s stands in the history of the workspace it charged, whatever the host says",
  async (_, said, type) => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    [code, charged] = [said, acme.id];
    const { headers } = await ask({ port, host: `${globex.slug}.localhost:3000`, method: "POST" });
    expect(Object.keys(headers).filter((name) => name.startsWith("x-middleware"))).toEqual([]);
    await vi.waitFor(async () =>
      expect(await lines(acme)).toMatchObject([{ type, risk: "medium", actorKind: "anonymous" }]),
    );
    expect(await lines(globex)).toEqual([]);
  },
);

test("what the edge could only not read does not", async () => {
  const acme = await workspace();
  [code, charged] = ["invalid", acme.id];
  await ask({ port, host: `${acme.slug}.localhost:3000` });
  expect(await lines(acme)).toEqual([]);
});

test("what the edge charged to no workspace is looked up nowhere", async () => {
  const acme = await workspace();
  [code, charged] = ["rate_limited", undefined];
  await ask({ port, host: `${acme.slug}.localhost:3000` });
  expect(await lines(acme)).toEqual([]);
});
