import { describe, expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { clock, days, hours, minutes } from "@/lib/platform/clock";
import { beginPeriod, closePeriod, listPeriods } from "@/lib/usage/periods";
import { ingest, recordUsage } from "@/lib/usage/record-usage";
import { workspace } from "../support/world";
import { event, totals } from "./support";

const call = (id: string, more = {}) => ({ id, metric: "apiCalls", value: "1", ...more });

describe("recording usage", () => {
  test("each event has its own answer, and one that is wrong does not turn the others away", async () => {
    const acme = await workspace();
    const receipts = await acme.owner.run(recordUsage, {
      events: [
        call("a"),
        call("a"),
        call("a", { value: "2" }),
        call("b", { metric: "nothing" }),
        call("c", { metric: "storage" }),
        call("d", { time: clock.in(-days(36)).toISOString() }),
        call("e", { time: clock.in(minutes(6)).toISOString() }),
        call("f", { value: -1 }),
        call("f", { value: 0.5 }),
        { id: "g", op: "void", voids: "never" },
        "nonsense",
        null,
        call("h", { value: 3 }),
      ],
    });
    expect(receipts.map((one) => ("reason" in one ? one.reason : one.status))).toEqual([
      "accepted",
      "duplicate",
      "conflict",
      "unknown_metric",
      "unknown_metric",
      "time_window",
      "time_window",
      "invalid",
      "invalid",
      "unknown_event",
      "invalid",
      "invalid",
      "accepted",
    ]);
    expect(await totals(acme.id)).toMatchObject({ count: "2", sum: "4" });
  });

  test("a sender whose clock is ahead is counted today, and opens no period before its time", async () => {
    const { id } = await workspace();
    const [startsAt, endsAt] = [clock.in(-days(1)), clock.in(minutes(2))];
    await withTenant(id, (db) => beginPeriod(db, id, { startsAt, endsAt, terms: null }));
    await ingest(id, [event(call("ahead", { time: clock.in(minutes(4)).toISOString() }))]);
    expect(await totals(id, startsAt)).toMatchObject({ count: "1" });
    const periods = await withTenant(id, (db) => listPeriods(db, id));
    expect(periods.map((one) => one.endsAt)).toEqual([endsAt]);
  });

  test("a batch is not empty and not larger than a thousand", async () => {
    const acme = await workspace();
    const many = Array.from({ length: 1_001 }, (_, n) => call(`n${n}`));
    for (const events of [[], many]) {
      await expect(acme.owner.run(recordUsage, { events })).rejects.toMatchObject({ code: "invalid" });
    }
  });

  test("nobody speaks for our own counters", async () => {
    const acme = await workspace();
    await ingest(acme.id, [{ ...event(call("own")), source: "$calls" }]);
    const [receipt] = await acme.owner.run(recordUsage, {
      events: [{ id: "x", source: "$calls", op: "void", voids: "own" }],
    });
    expect(receipt).toMatchObject({ status: "rejected", reason: "invalid" });
    expect(await totals(acme.id)).toMatchObject({ sum: "1" });
  });

  test("an id counts once per workspace, not once for all", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    for (const one of [acme, globex])
      expect(await ingest(one.id, [event(call("same"))])).toMatchObject([{ status: "accepted" }]);
  });

  test("nine places are kept exactly, in sums that a float would lose", async () => {
    const acme = await workspace();
    const values = ["0.1", "0.2", "9007199254740993", "0.000000001"];
    await ingest(
      acme.id,
      values.map((value, n) => event(call(`n${n}`, { value }))),
    );
    expect(await totals(acme.id)).toMatchObject({
      sum: "9007199254740993.300000001",
      max: "9007199254740993",
    });
  });

  test("an event without a time is the same one when it is sent again later", async () => {
    const acme = await workspace();
    await ingest(acme.id, [event(call("a"))]);
    expect(await ingest(acme.id, [event(call("a"))], clock.in(minutes(1)))).toMatchObject([
      { status: "duplicate" },
    ]);
  });
});

describe("taking an event back", () => {
  const take = (id: string, voids: string) => event({ id, op: "void", voids });

  test("leaves what there would be without it, largest, newest and different ones too", async () => {
    const acme = await workspace();
    const time = (minute: number) => new Date(Date.UTC(2026, 5, 20, 10, minute)).toISOString();
    const now = new Date("2026-06-20T12:00:00Z");
    const events = [
      call("small", { value: "1", time: time(1), unique: "ada" }),
      call("large", { value: "9", time: time(2), unique: "grace" }),
      call("newest", { value: "4", time: time(3), unique: "ada" }),
    ];
    await ingest(
      acme.id,
      events.map((one) => event(one)),
      now,
    );
    expect(await ingest(acme.id, [take("v1", "large"), take("v2", "newest")], now)).toMatchObject([
      { status: "accepted" },
      { status: "accepted" },
    ]);
    expect(await totals(acme.id, new Date("2026-06-01T00:00:00Z"))).toEqual({
      ...{ count: "1", sum: "1", max: "1", last: "1", unique: "1", lateSum: "0" },
    });
  });

  test("twice is said once, under another id refused", async () => {
    const acme = await workspace();
    await ingest(acme.id, [event(call("a"))]);
    const answers = await ingest(acme.id, [take("v", "a"), take("v", "a"), take("w", "a"), take("x", "v")]);
    expect(answers.map((one) => ("reason" in one ? one.reason : one.status))).toEqual([
      "accepted",
      "duplicate",
      "already_void",
      "unknown_event",
    ]);
    expect(await totals(acme.id)).toMatchObject({ count: "0", sum: "0", max: null, last: null });
  });

  test("from a closed period lowers the open one and leaves the closed one as it was billed", async () => {
    const { id, first, second, now } = await twoPeriods();
    await withTenant(id, (db) => closePeriod(db, id, first));
    expect(await ingest(id, [take("v", "early")], now)).toMatchObject([{ status: "accepted", isLate: true }]);
    expect(await totals(id, first)).toMatchObject({ sum: "5" });
    expect(await totals(id, second)).toMatchObject({ sum: "-5", lateSum: "-5" });
  });
});

describe("late usage", () => {
  test("belongs to its own period until that is closed, and to the open one afterwards", async () => {
    const { id, first, second, now } = await twoPeriods();
    const late = (name: string) =>
      event(call(name, { value: "3", time: new Date(first.getTime() + hours(2)).toISOString() }));
    expect(await ingest(id, [late("in-time")], now)).toMatchObject([{ isLate: false }]);
    expect(await totals(id, first)).toMatchObject({ sum: "8", lateSum: "0" });
    await withTenant(id, (db) => closePeriod(db, id, first));
    expect(await ingest(id, [late("late")], now)).toMatchObject([{ status: "accepted", isLate: true }]);
    expect(await totals(id, first)).toMatchObject({ sum: "8" });
    expect(await totals(id, second)).toMatchObject({ sum: "3", lateSum: "3" });
  });

  test("never reaches a total that was taken while it was on its way", async () => {
    const { id, first, second, now } = await twoPeriods();
    const time = new Date(first.getTime() + hours(3)).toISOString();
    const sending = Array.from({ length: 20 }, (_, n) => ingest(id, [event(call(`n${n}`, { time }))], now));
    const billed = withTenant(id, async (db) => {
      await closePeriod(db, id, first);
    }).then(() => totals(id, first));
    await Promise.all(sending);
    const afterwards = await totals(id, first);
    expect(await billed).toEqual(afterwards);
    expect(Number(afterwards.sum) + Number((await totals(id, second)).sum)).toBe(25);
  });
});

/** A period that has ended but is not closed, with 5 calls in it, and the one that runs now. */
async function twoPeriods() {
  const { id } = await workspace();
  const now = clock.now();
  const first = new Date(now.getTime() - days(20));
  const second = new Date(now.getTime() - days(1));
  await withTenant(id, (db) => beginPeriod(db, id, { startsAt: first, endsAt: second, terms: null }));
  await withTenant(id, (db) =>
    beginPeriod(db, id, { startsAt: second, endsAt: clock.in(days(29)), terms: null }),
  );
  const time = new Date(first.getTime() + hours(1)).toISOString();
  await ingest(id, [event(call("early", { value: "5", time }))], now);
  return { id, first, second, now };
}
