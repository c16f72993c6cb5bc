import { afterEach, expect, test, vi } from "vitest";
import { connection } from "@/db/client";
import { readiness } from "@/lib/entry/readiness";

afterEach(() => vi.useRealTimers());

test("a flood of questions costs the database no more than one a second, and a later one is answered anew", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const asked = vi.spyOn(connection().pool, "query");
  const reports = await Promise.all(Array.from({ length: 200 }, readiness));
  expect(reports[0]).toMatchObject({ status: "ready", database: "ok", migrations: "ok" });
  const once = asked.mock.calls.length;
  expect(once).toBeLessThan(4);
  vi.advanceTimersByTime(999);
  await readiness();
  expect(asked).toHaveBeenCalledTimes(once);
  vi.advanceTimersByTime(2);
  await readiness();
  expect(asked).toHaveBeenCalledTimes(2 * once);
});
