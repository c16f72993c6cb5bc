import { expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { consumeUsage } from "@/lib/usage/consume-usage";
import { ingest } from "@/lib/usage/record-usage";
import { workspace } from "../support/world";
import { event, totals } from "./support";

test("consuming a quota and reporting usage go side by side, and all of it counts", async () => {
  const acme = await workspace();
  await ingest(acme.id, [event({ id: "first", metric: "apiCalls", value: "1" })]);
  const consume = () =>
    withTenant(acme.id, (db) => consumeUsage(db, acme.id, "apiCalls", { amount: 1, limitIn: () => 1_000 }));
  const report = (id: string) => ingest(acme.id, [event({ id, metric: "apiCalls", value: "1" })]);
  const rounds = 15;
  const failures: unknown[] = [];
  for (let round = 0; round < rounds; round++) {
    const work = [1, 2, 3, 4].flatMap((n) => [consume(), report(`${round}-${n}`)]);
    const done = await Promise.allSettled(work);
    failures.push(...done.flatMap((one) => (one.status === "rejected" ? [one.reason] : [])));
  }
  expect(failures).toEqual([]);
  expect(await totals(acme.id)).toMatchObject({ count: String(1 + rounds * 8) });
});
