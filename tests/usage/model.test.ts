import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { hours, minutes } from "@/lib/platform/clock";
import { ingest } from "@/lib/usage/record-usage";
import type { UsageEvent } from "@/lib/usage/schema";
import { dailyTotals } from "@/lib/usage/totals";
import { workspace } from "../support/world";
import { addUp } from "./reference";
import { event, totals } from "./support";

const month = { startsAt: new Date("2026-06-01T00:00:00Z"), endsAt: new Date("2026-07-01T00:00:00Z") };
const now = new Date("2026-06-20T12:00:00Z");

const recorded = fc.record({
  op: fc.constant("record" as const),
  id: fc.integer({ min: 0, max: 60 }).map((n) => `event-${n}`),
  metric: fc.constant("apiCalls"),
  // Some of them in the month before, and many at the same instant.
  time: fc
    .integer({ min: -hours(24 * 22), max: minutes(3) })
    .map((ms) => new Date(now.getTime() + Math.round(ms / minutes(7)) * minutes(7)).toISOString()),
  value: fc.integer({ min: 0, max: 5_000 }).map((n) => String(n / 1_000)),
  unique: fc.option(fc.constantFrom("ada", "grace", "edsger", "barbara"), { nil: undefined }),
  dims: fc.constantFrom<Record<string, string>>(
    {},
    { route: "/a" },
    { route: "/b" },
    { route: "/a", status: "200" },
  ),
});
const taken = fc.record({
  op: fc.constant("void" as const),
  id: fc.integer({ min: 0, max: 8 }).map((n) => `void-${n}`),
  voids: fc.integer({ min: 0, max: 60 }).map((n) => `event-${n}`),
});
const batches = fc.array(
  fc.array(fc.oneof({ arbitrary: recorded, weight: 9 }, { arbitrary: taken, weight: 1 }), {
    minLength: 1,
    maxLength: 40,
  }),
  { minLength: 1, maxLength: 6 },
);

describe("the roll-ups", () => {
  test("say what a naive model says of any batches, however doubled, conflicting and out of order", async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (given) => {
        const { id } = await workspace();
        const accepted: UsageEvent[] = [];
        // Everything twice, the second time the other way around: a client that heard no answer sends all of it again.
        for (const batch of [...given, ...given.toReversed().map((one) => one.toReversed())]) {
          const events = batch.map((one) => event(one));
          const receipts = await ingest(id, events, now);
          accepted.push(...events.filter((_, index) => receipts[index]?.status === "accepted"));
          expect(await totals(id, month.startsAt)).toEqual(addUp(accepted, month));
        }
      }),
      { numRuns: 30 },
    );
  });

  test("of many batches at once lose and double nothing", async () => {
    const { id } = await workspace();
    const all = fc
      .sample(recorded, { numRuns: 600, seed: 7 })
      .map((one, index) => event({ ...one, id: `event-${index}` }));
    const shuffled = [all, all.toReversed(), all.toSorted((a, b) => (a.id < b.id ? -1 : 1))];
    const pieces = shuffled.flatMap((list) =>
      Array.from({ length: 6 }, (_, n) => list.slice(n * 100, (n + 1) * 100)),
    );
    const receipts = (await Promise.all(pieces.map((piece) => ingest(id, piece, now)))).flat();
    expect(receipts.filter(({ status }) => status === "accepted")).toHaveLength(600);
    expect(receipts.filter(({ status }) => status === "duplicate")).toHaveLength(1_200);
    expect(await totals(id, month.startsAt)).toEqual(addUp(all, month));
  });

  test("of the days add up to the period", async () => {
    const { id } = await workspace();
    const all = fc
      .sample(recorded, { numRuns: 200, seed: 3 })
      .map((one, index) => event({ ...one, id: `event-${index}` }));
    await ingest(id, all, now);
    const perDay = await withTenant(id, (db) => dailyTotals(db, id, "apiCalls", month));
    const sum = [...perDay.values()].reduce((total, value) => total + Math.round(Number(value) * 1_000), 0);
    expect(String(sum / 1_000)).toBe((await totals(id, month.startsAt)).sum);
  });
});
