import { describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { removeSpendingLimit, setSpendingLimit } from "@/lib/billing/spending/set-spending-limit";
import { getSpending } from "@/lib/billing/spending/spending";
import { warnSpending } from "@/lib/billing/spending/warn-spending";
import { admitApiCall } from "@/lib/entitlements/admit-api-call";
import { check } from "@/lib/entitlements/check";
import { clock, days } from "@/lib/platform/clock";
import { countUsage, flushUsage } from "@/lib/usage/count-usage";
import { queuedMail } from "../members/queued-mail";
import { type TestWorkspace, workspace } from "../support/world";
import { totals } from "../usage/support";
import { use } from "./metered-workspace";

/** Starter includes 50,000 calls and bills 50 cents for a thousand more. */
const included = 50_000;
const starter = () => workspace({ plan: "starter" });
const cap = ({ owner }: TestWorkspace, amount: string, isHard = true) =>
  owner.run(setSpendingLimit, { amount, isHard });
const admitted = (tries: PromiseSettledResult<void>[]) =>
  tries.filter(({ status }) => status === "fulfilled");
const atOnce = (id: string, calls: number) =>
  Promise.allSettled(Array.from({ length: calls }, () => admitApiCall(id)));

describe("a hard cap", () => {
  test("refuses use beyond it as over a limit, at once, and what it is removed from goes on", async () => {
    const acme = await starter();
    await use(acme.id, included + 2_000);
    await expect(admitApiCall(acme.id)).resolves.toBeUndefined();
    await flushUsage();
    await cap(acme, "1.00");
    await expect(admitApiCall(acme.id)).rejects.toMatchObject({
      code: "limit_exceeded",
      message: expect.stringContaining("spending limit"),
    });
    await cap(acme, "1.01");
    await expect(admitApiCall(acme.id)).resolves.toBeUndefined();
    await cap(acme, "1");
    await expect(admitApiCall(acme.id)).rejects.toMatchObject({ code: "limit_exceeded" });
    await acme.owner.run(removeSpendingLimit, {});
    await expect(admitApiCall(acme.id)).resolves.toBeUndefined();
  });

  test("of any number at once admits exactly what it pays for", async () => {
    const acme = await starter();
    await use(acme.id, included + 1_993);
    await cap(acme, "1");
    expect(admitted(await atOnce(acme.id, 48))).toHaveLength(7);
    expect(await totals(acme.id)).toMatchObject({ sum: String(included + 2_000) });
    expect(await acme.owner.ask(getSpending, {})).toMatchObject({ spent: 100 });
  });

  test("that comes while calls are being added up lets in no more than that one batch", async () => {
    const acme = await starter();
    await use(acme.id, included + 1_990);
    const batch = 30;
    for (let n = 0; n < batch; n++) countUsage(acme.id, "apiCalls");
    const [, tries] = await Promise.all([cap(acme, "1").then(() => flushUsage()), atOnce(acme.id, 20)]);
    const after = admitted(await atOnce(acme.id, 20));
    await flushUsage();
    const { sum } = await totals(acme.id);
    expect(Number(sum) - (included + 2_000)).toBeLessThanOrEqual(batch + admitted(tries).length);
    expect(after).toHaveLength(0);
  });

  test("of nothing stops at what the plan includes", async () => {
    const acme = await starter();
    await use(acme.id, included - 1);
    await cap(acme, "0");
    await expect(admitApiCall(acme.id)).resolves.toBeUndefined();
    expect(await check(acme.id, "apiCalls", { consume: true })).toMatchObject({
      ...{ allowed: false, reason: "limit_reached", used: included },
    });
  });
});

describe("a limit that only tells", () => {
  test("is mailed at 50, 80 and 100 %, each once, and refuses nothing", async () => {
    const acme = await starter();
    await cap(acme, "10", false);
    const spend = async (calls: number) => {
      await use(acme.id, calls);
      await warnSpending(acme.id);
      await warnSpending(acme.id);
      return percentsTo(acme.owner.email);
    };
    expect(await spend(included + 9_000)).toEqual([]);
    expect(await spend(1_000)).toEqual([50]);
    expect(await spend(6_000)).toEqual([50, 80]);
    expect(await spend(5_000)).toEqual([50, 80, 100]);
    await expect(admitApiCall(acme.id)).resolves.toBeUndefined();
    expect(await percentsTo(acme.member.email)).toEqual([]);
    expect((await acme.owner.ask(listEvents, { noun: "spending" })).items.map(({ type }) => type)).toEqual([
      ...Array.from({ length: 3 }, () => "spending.warned"),
      "spending.limit_set",
    ]);
  });

  test("is told anew for another amount and in another period, and of a leap only the highest", async () => {
    const acme = await starter();
    await cap(acme, "10");
    await use(acme.id, included + 17_000);
    await warnSpending(acme.id);
    expect(await percentsTo(acme.owner.email)).toEqual([80]);
    await cap(acme, "17");
    await warnSpending(acme.id);
    expect(await percentsTo(acme.owner.email)).toEqual([80, 50]);
    clock.shift(days(31));
    await warnSpending(acme.id);
    await use(acme.id, included + 17_000);
    await warnSpending(acme.id);
    clock.reset();
    expect(await percentsTo(acme.owner.email)).toEqual([80, 50, 50]);
  });
});

describe("setting a limit", () => {
  test.each([
    ["", true],
    ["-1", true],
    ["12.345", true],
    ["1000000", true],
    ["0", false],
  ])("of %j (hard: %j) is refused beside the amount", async (amount, isHard) => {
    const acme = await starter();
    await expect(cap(acme, amount, isHard)).rejects.toMatchObject({
      ...{ code: "invalid", fields: { amount: [expect.any(String)] } },
    });
  });

  test("is refused where the plan bills nothing beyond it, and for who may not pay", async () => {
    await expect(cap(await workspace({ plan: "free" }), "5")).rejects.toMatchObject({ code: "conflict" });
    const { admin } = await starter();
    await expect(admin.run(setSpendingLimit, { amount: "5", isHard: true })).rejects.toMatchObject({
      code: "forbidden",
    });
    const { owner } = await starter();
    await expect(owner.run(removeSpendingLimit, {})).rejects.toMatchObject({ code: "not_found" });
  });
});

const percentsTo = async (email: string) =>
  (await queuedMail(email)).flatMap(({ template, props }) =>
    template === "spendingWarning" && "percent" in props ? [props.percent] : [],
  );
