import { expect, test } from "vitest";
import type { CarriedUsage } from "@/db/schema/tenant";
import { carryAhead, carryOver, type EndingPart } from "@/lib/billing/metered/carry";
import { type PlanId, plans } from "@/lib/entitlements/plans";
import { days } from "@/lib/platform/clock";
import { type Random, seeded } from "./random";

const sold: PlanId[] = ["starter", "professional", "business"];
const includedIn = (plan: PlanId): number => Number(plans[plan].limits.apiCallsPerMonth);
const seeds = Array.from({ length: 200 }, (_, index) => index + 1);
const periodMs = days(30);

/** Stripe's side of a workspace whose owner changes plans all day: calls in, billed calls out. */
class Walk {
  plan: PlanId;
  held: Set<PlanId>;
  carried: CarriedUsage | null = null;
  used = 0;
  billed = 0;
  private own = 0;
  private late = 0;

  constructor(private random: Random) {
    this.plan = random.pick(sold);
    this.held = new Set([this.plan]);
  }

  use(): void {
    const most = includedIn(this.random.pick(sold)) * 1.5;
    this.own += this.count(this.random.between(0, most));
  }

  /** Used after the second that the change is billed for, and before we begin another period. */
  countLate(): void {
    this.late += this.count(this.random.between(0, 40_000));
  }

  changeTo(plan: PlanId, handOver: (ending: EndingPart) => CarriedUsage): void {
    const told = Number(this.carried?.amount ?? 0) + this.own;
    const above = this.bill(told);
    this.carried = handOver({
      ...{ terms: this.plan, carried: this.carried, total: String(told + this.late) },
      // Stripe has no line where nothing is billed.
      billed: above > 0 ? { quantity: String(told), lineIds: [] } : null,
    });
    Object.assign(this, { plan, own: 0, late: 0 });
    this.held.add(plan);
  }

  renew(): void {
    this.bill(Number(this.carried?.amount ?? 0) + this.own + this.late);
  }

  get free(): number {
    return this.used - this.billed;
  }

  get largest(): number {
    return Math.max(...[...this.held].map(includedIn));
  }

  get smallest(): number {
    return Math.min(...[...this.held].map(includedIn));
  }

  private count(calls: number): number {
    this.used += calls;
    return calls;
  }

  private bill(total: number): number {
    const above = Math.max(0, total - includedIn(this.plan));
    this.billed += above;
    return above;
  }
}

test.each(seeds)("seed %i: in one billing period nobody has more than the larger plan includes", (seed) => {
  const random = seeded(seed);
  const walk = new Walk(random);
  for (let n = random.between(1, 12); n > 0; n--) {
    walk.use();
    if (random.chance(0.4)) walk.countLate();
    const to = random.pick(sold.filter((plan) => plan !== walk.plan));
    walk.changeTo(to, (ending) => carryOver(ending, to));
  }
  const known = walk.carried?.billed.map(({ amount }) => Number(amount)) ?? [];
  expect(known.reduce((sum, each) => sum + each, 0)).toBe(walk.billed);
  walk.use();
  walk.renew();
  expect(walk.free).toBeLessThanOrEqual(walk.largest);
  expect(walk.free).toBeGreaterThanOrEqual(Math.min(walk.used, walk.smallest));
});

test.each(seeds)(
  "seed %i: periods that are broken off give no more than the time that was paid for",
  (seed) => {
    const random = seeded(seed);
    const walk = new Walk(random);
    let elapsedMs = 0;
    for (let n = random.between(1, 12); n > 0; n--) {
      walk.use();
      if (random.chance(0.4)) walk.countLate();
      const ms = random.chance(0.5) ? 0 : random.between(1, periodMs - 1);
      elapsedMs += ms;
      const to = random.pick(sold);
      const parts = [{ terms: walk.plan, ms }];
      walk.changeTo(to, (ending) => carryAhead(ending, to, { parts, wholeMs: periodMs }));
    }
    walk.use();
    walk.renew();
    const paidFor = walk.largest * (1 + elapsedMs / periodMs);
    expect(walk.free).toBeLessThanOrEqual(Math.ceil(paidFor));
  },
);

test("an interval that is changed to and back on one day begins nothing anew, and at the end of the month nearly all", () => {
  const usedUp: EndingPart = { terms: "starter", carried: null, total: "50000", billed: null };
  const brokenOff = (ms: number) =>
    carryAhead(usedUp, "starter", { parts: [{ terms: "starter", ms }], wholeMs: periodMs });
  expect(brokenOff(0)).toMatchObject({ amount: "50000", free: "50000" });
  expect(brokenOff(days(15))).toMatchObject({ amount: "25000" });
  expect(brokenOff(days(27))).toMatchObject({ amount: "5000" });
});

test("each plan earns the calls of the time it was held", () => {
  const ending: EndingPart = {
    ...{ terms: "starter", total: "50000", billed: null },
    carried: { amount: "50000", free: "450000", billed: [], billedBy: [] },
  };
  const parts = [
    { terms: "professional" as const, ms: days(27) },
    { terms: "starter" as const, ms: days(1) },
  ];
  expect(carryAhead(ending, "starter", { parts, wholeMs: periodMs })).toMatchObject({
    amount: "0",
    free: "0",
  });
});

test("what is spent beyond the plan goes along for the time that is given back", () => {
  const spent: EndingPart = {
    ...{ terms: "starter", carried: null, total: "70000" },
    billed: { quantity: "70000", lineIds: ["ii_1"] },
  };
  const [none, half] = [0, days(15)].map((ms) =>
    carryAhead(spent, "starter", { parts: [{ terms: "starter", ms }], wholeMs: periodMs }),
  );
  expect(none?.billed).toEqual([{ terms: "starter", amount: "20000" }]);
  expect(half?.billed).toEqual([{ terms: "starter", amount: "10000" }]);
});

test("included calls stay used through a smaller plan, and back", () => {
  const first = carryOver({ terms: "professional", carried: null, total: "500000", billed: null }, "starter");
  expect(first).toMatchObject({ amount: "50000", free: "500000" });
  const ending: EndingPart = { terms: "starter", carried: first, total: first.amount, billed: null };
  expect(carryOver(ending, "professional")).toMatchObject({ amount: "500000", free: "500000" });
});

test("an unlimited plan bills nothing, and leaves nothing for a smaller one", () => {
  const used = "9000000";
  const unlimited: EndingPart = { terms: "enterprise", carried: null, total: used, billed: null };
  expect(carryOver(unlimited, "starter")).toEqual({ amount: "50000", free: used, billed: [], billedBy: [] });
});
