import { expect } from "@playwright/test";
import { scenario } from "./scenario";
import type { World } from "./world";

const minute = 1 / (24 * 60);
const lastInvoice = async (world: World) => (await world.state()).invoices.at(-1);

scenario(
  "S28: another interval that is confirmed minutes after its preview costs what the minutes have used up more, both ways",
  {},
  async (world, owner) => {
    await world.subscribe({ plan: "professional" });
    await world.pass(15);
    const dueNow = await owner.previewChange({ interval: "annual", when: "now" });
    await world.pass(5 * minute);
    expect(await owner.confirmChange()).toBe("done");
    await world.settle();
    expect(await world.state()).toMatchObject({ subscription: { interval: "annual" } });
    const year = await lastInvoice(world);
    expect(year?.status).toBe("paid");
    // Five minutes of a month at $99.00 are worth little more than a cent.
    expect(Math.abs((year?.total ?? 0) - dueNow)).toBeLessThanOrEqual(2);

    await world.pass(100);
    expect(await owner.previewChange({ interval: "monthly", when: "now" })).toBe(0);
    await world.pass(5 * minute);
    expect(await owner.confirmChange()).toBe("done");
    await world.settle();
    const { subscription, balance } = await world.state();
    expect(subscription?.interval).toBe("monthly");
    expect(balance).toBeLessThan(0);
    expect(await lastInvoice(world)).toMatchObject({ total: balance });
    await world.pass(32);
    expect((await world.state()).balance).toBe(balance + 9_900);
  },
);

scenario(
  "S29: seats that go a second time are credited for what is left, and the next invoice is as its preview said",
  {},
  async (world, owner) => {
    await world.subscribe({ plan: "starter", extraSeats: 5 });
    await world.pass(10);
    expect((await owner.change({ seats: 7 })).dueNow).toBe(0);
    await world.pass(5);
    expect(await owner.previewChange({ seats: 5 })).toBe(0);
    const said = await owner.page.getByText(/^The next invoice, on .* comes to/).textContent();
    expect(await owner.confirmChange()).toBe("done");
    await world.settle();
    expect(await world.state()).toMatchObject({ extraSeats: 2 });
    await world.pass(20);
    const renewal = await lastInvoice(world);
    expect(renewal?.status).toBe("paid");
    expect(renewal?.total).toBeLessThan(2_900 + 2 * 800);
    expect(said).toContain(`$${((renewal?.total ?? 0) / 100).toFixed(2)}.`);
    expect(renewal?.lines.filter(({ isProration }) => isProration)).toHaveLength(4);
  },
);
