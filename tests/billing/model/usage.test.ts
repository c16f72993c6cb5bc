import { afterAll, beforeAll, expect, test } from "vitest";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { previewChange } from "@/lib/billing/changes/preview-change";
import { meterWorkspace } from "@/lib/billing/metered/meter-workspace";
import { syncNow } from "@/lib/billing/sync/sync";
import { defaultCurrency } from "@/lib/entitlements/currencies";
import { overageCost } from "@/lib/entitlements/overage";
import { type PlanId, plans } from "@/lib/entitlements/plans";
import { clock, days } from "@/lib/platform/clock";
import { ingest } from "@/lib/usage/record-usage";
import { event } from "../../usage/support";
import { wrongSums } from "../identity/identity";
import { type LocalBilling, startLocalBilling } from "../local-billing";
import { meteredBy, usagePeriodEnd } from "../metered-workspace";
import { type Random, seeded } from "./random";

let billing: LocalBilling;
let metered: ReturnType<typeof meteredBy>;
beforeAll(async () => {
  billing = await startLocalBilling();
  metered = meteredBy(billing);
});
afterAll(async () => {
  clock.reset();
  await billing.stop();
});

const sold: PlanId[] = ["starter", "professional", "business"];

/**
 * What is used under one plan from one bill to the next, late and taken back in it too, is billed once, at that plan's price, as
 * far as it is more than is included; included calls are used up once in a billing period.
 */
test("whatever is used, late, twice or taken back, is billed once, by the plan it was counted under", async () => {
  const random = seeded(11);
  const homes: Home[] = [];
  for (let n = 0; n < 4; n++) {
    const plan = random.pick(sold);
    const acme = await metered.subscribed({ plan, interval: "monthly" });
    homes.push({ acme, since: clock.now(), segments: [{ plan, used: 0, free: 0 }], taken: [] });
  }
  for (let period = 0; period < 2; period++) {
    for (let stretch = 0; stretch < 2; stretch++) {
      for (const home of homes) await spend(home, random);
      for (const home of homes.filter(() => random.chance(0.5))) await change(home, random);
      await settle(homes);
      metered.pass({ days: random.between(2, 9) });
      for (const home of homes) await spend(home, random);
    }
    await renew(homes);
  }
  for (const { acme, segments } of homes) {
    const cost = segments.map(
      (segment) => overageCost(plans[segment.plan], Math.max(0, totalOf(segment)), defaultCurrency) ?? 0,
    );
    expect(await billedForUse(acme)).toBe(cost.reduce((sum, each) => sum + each, 0));
    expect(await wrongSums(billing.dashboard, acme.id, [acme.customerId])).toEqual([]);
  }
  expect(homes.some(({ segments }) => segments.length > 3)).toBe(true);
});

interface Home {
  acme: Awaited<ReturnType<ReturnType<typeof meteredBy>["subscribed"]>>;
  /** What was used before is of no bill, also where it is told later. */
  since: Date;
  /** From one bill to the next, oldest first. */
  segments: Segment[];
  /** Events that can still be told twice or taken back. */
  taken: { id: string; value: number; time: string }[];
}

interface Segment {
  plan: PlanId;
  used: number;
  /** Included calls that were used before it in its billing period. */
  free: number;
}

const includedIn = (plan: PlanId): number => Number(plans[plan].limits.apiCallsPerMonth);

/** What it is billed by: included calls that were used before count in it, as far as its plan includes as many. */
const totalOf = ({ plan, used, free }: Segment): number => Math.min(free, includedIn(plan)) + used;

/** Included calls that were used by its end. */
const freeAfter = (segment: Segment): number => {
  const included = includedIn(segment.plan);
  return Math.max(0, segment.free + Math.min(totalOf(segment), included) - Math.min(segment.free, included));
};

let serial = 0;

async function spend(home: Home, random: Random): Promise<void> {
  for (let n = random.between(1, 4); n > 0; n--) {
    const deed = random.pick([use, use, useLate, tellTwice, takeBack]);
    await deed(home, random);
  }
}

const use = (home: Home, random: Random) => report(home, random, clock.now());
const useLate = (home: Home, random: Random) =>
  report(home, random, new Date(clock.now().getTime() - days(random.between(1, 30))));

async function report(home: Home, random: Random, at: Date): Promise<void> {
  const told = { id: `use-${++serial}`, value: random.between(1, 400_000), time: at.toISOString() };
  await take(home, { ...told, metric: "apiCalls" }, "accepted");
  home.taken.push(told);
  if (at >= home.since) count(home, told.value);
}

async function tellTwice(home: Home, random: Random): Promise<void> {
  const known = home.taken.filter(isRecent);
  if (known.length > 0) await take(home, { ...random.pick(known), metric: "apiCalls" }, "duplicate");
}

/** An older one is refused whatever it says. */
const isRecent = ({ time }: { time: string }): boolean => clock.now().getTime() - Date.parse(time) < days(34);

/** What a closed period had is taken off the open one. */
async function takeBack(home: Home, random: Random): Promise<void> {
  const [told] = home.taken.splice(random.between(0, home.taken.length - 1), 1);
  if (!told || !isRecent(told)) return;
  await take(home, { id: `void-${++serial}`, op: "void", voids: told.id }, "accepted");
  if (new Date(told.time) >= home.since) count(home, -told.value);
}

async function take({ acme }: Home, told: Parameters<typeof event>[0], status: string): Promise<void> {
  expect(await ingest(acme.id, [event(told)])).toMatchObject([{ status }]);
}

function count({ segments }: Home, value: number): void {
  const open = segments.at(-1);
  if (open) open.used += value;
}

async function change(home: Home, random: Random): Promise<void> {
  const before = home.segments.at(-1);
  const plan = random.pick(sold.filter((one) => one !== before?.plan));
  const { owner } = home.acme;
  const { token } = await owner.run(previewChange, { plan, when: "now" });
  expect(await owner.run(applyChange, { token })).toMatchObject({ outcome: "done" });
  home.segments.push({ plan, used: 0, free: before ? freeAfter(before) : 0 });
}

/** Past the ends of all periods into the hour of the drafts, and past that. */
async function renew(homes: Home[]): Promise<void> {
  const ends = await Promise.all(homes.map(({ acme }) => usagePeriodEnd(acme)));
  const last = Math.max(...ends.map((end) => end.getTime()));
  metered.pass({ to: Math.floor(last / 1_000) + 900 });
  await settle(homes);
  metered.pass({ days: 1 });
  await settle(homes);
  for (const { segments } of homes)
    segments.push({ plan: segments.at(-1)?.plan ?? "starter", used: 0, free: 0 });
}

async function settle(homes: Home[]): Promise<void> {
  await billing.settle();
  for (const { acme } of homes) {
    await syncNow(acme.customerId);
    await meterWorkspace(acme.id);
  }
}

async function billedForUse({ customerId: customer }: Home["acme"]): Promise<number> {
  const { data } = await billing.dashboard.invoices.list({ customer, limit: 100 });
  const lines = data.filter(({ status }) => status === "paid").flatMap(({ lines }) => lines.data);
  const used = lines.filter(({ description }) => /API calls/.test(description ?? ""));
  return used.reduce((sum, { amount }) => sum + amount, 0);
}
