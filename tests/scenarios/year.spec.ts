import { expect, type Page, test } from "@playwright/test";
import { formatMoney } from "@/lib/platform/money";
import { Chronicle } from "./chronicle";
import { leaveBy, payByCard } from "./hosted-page";
import { Owner } from "./owner";
import { addressIn, signIn } from "./sign-in";
import { openWorld, type World } from "./world";

const goodCard = "4242 4242 4242 4242";
/** It can be saved, and every payment with it is declined. */
const emptyCard = "4000 0000 0000 0341";
const planOffers = ["Change plan", "Change seats", "Pause", "Cancel plan"];

test("the year of a paying workspace: every step has its mail, its line in the log and the right page", async ({
  page,
  browser,
}) => {
  const world = await openWorld({ mode: "shuffled", startsAt: new Date("2027-01-01T10:00:00Z") });
  test.skip(!world.stage.isLocal, "needs the stand-in's hosted pages");
  const owner = new Owner(page, world);
  const year = new Chronicle(owner, world);
  const member = await openMember(await browser.newPage(), world);
  const dollars = (cents: number) => formatMoney(cents, "usd");

  await test.step("1 January: a trial without a card", async () => {
    await owner.startCheckout("starter", { isTrial: true });
    await page.getByLabel(/name on card/i).fill("Kim Larsen");
    await page.getByLabel("Street and number").fill("1 Market Street");
    await page.getByLabel("City").fill("San Francisco");
    await leaveBy(page, /start/i);
    await expect(page.getByRole("heading", { name: "Your trial of Starter has begun" })).toBeVisible();
    await world.settle();
    expect(await world.state()).toMatchObject({ plan: "starter", subscription: { status: "trialing" } });
    await year.mailed({
      "Your workspace is trying Starter": ["$29.00 a month", "Trial ends on", "15 January 2027"],
    });
    await year.logged("went to checkout for Starter", "The plan Starter started");
    await year.billing({
      plan: "Starter",
      status: "Trial",
      notices: ["Trial of Starter:"],
      offers: ["Add a card", "Change plan", "Change seats", "Cancel plan"],
    });
  });

  await test.step("12 January: the end is announced, and a card is added", async () => {
    await world.pass(11.5);
    await year.mailed({
      "The trial of your workspace ends on 15 January 2027": [
        "Add a card by 15 January 2027",
        "$29.00 a month",
      ],
    });
    await year.logged("The end of the trial of Starter was announced");
    await saveCard(owner, "Add a card", goodCard);
    await world.settle();
    await expect(page.getByText("Visa ending in 4242")).toBeVisible();
    await year.billing({
      plan: "Starter",
      status: "Trial",
      notices: ["Trial of Starter:"],
      offers: ["Start the paid plan today", "Change plan", "Change seats", "Cancel plan"],
    });
  });

  await test.step("15 January: the first period is paid", async () => {
    await world.passUntil(new Date("2027-01-15T12:00:00Z"));
    expect(await world.state()).toMatchObject({ plan: "starter", subscription: { status: "active" } });
    await year.mailed({ "Receipt for your workspace: $29.00": ["INV-202701-", "15 January 2027"] });
    await year.logged("Invoice INV-202701-");
    await year.billing({ plan: "Starter", status: "Active", offers: planOffers });
    await expect(page.getByText("15 February 2027", { exact: true })).toBeVisible();
  });

  await test.step("25 January: an upgrade, at the price of its preview", async () => {
    await world.pass(10);
    const { dueNow, outcome } = await owner.change({ plan: "professional" });
    await world.settle();
    expect(outcome).toBe("done");
    expect(await world.state()).toMatchObject({ plan: "professional" });
    await year.mailed({
      "The plan of your workspace has changed": ["Professional", "$99.00 a month", "15 February 2027"],
      [`Receipt for your workspace: ${dollars(dueNow)}`]: ["25 January 2027"],
    });
    await year.logged(
      "asked to change the plan to Professional",
      "The plan changed to Professional $99.00 a month, 10 seats",
    );
    await year.billing({ plan: "Professional", status: "Active", offers: planOffers });
  });

  await test.step("15 February: the renewal is declined", async () => {
    await chooseAnotherCard(owner, emptyCard);
    await world.settle();
    await world.passUntil(new Date("2027-02-15T12:00:00Z"));
    expect(await world.state()).toMatchObject({ access: "full", subscription: { status: "past_due" } });
    await year.mailed({
      "The payment for your workspace did not go through": ["$99.00", "Until 22 February 2027"],
    });
    await year.logged("Payment of INV-");
    await year.billing({
      plan: "Professional",
      status: "Payment failed",
      notices: ["The last payment of $99.00 did not go through"],
      offers: ["Pay now", "Update card", "Cancel plan"],
    });
  });

  await test.step("18 and 20 February: two reminders", async () => {
    for (const days of [3, 2]) {
      await world.pass(days);
      await year.mailed({
        "Your workspace has an open invoice of $99.00": ["From 22 February 2027 the workspace can be read"],
      });
      await year.logged("A reminder of invoice INV-");
    }
  });

  await test.step("22 February: the workspace is read-only, for everybody", async () => {
    await world.pass(2);
    expect(await world.state()).toMatchObject({ plan: "professional", access: "restricted" });
    await year.mailed({
      "Your workspace is read-only until its invoice is paid": ["$99.00", "Nothing is deleted"],
    });
    await year.logged("The workspace is read-only over invoice INV-");
    await year.billing({
      plan: "Professional",
      status: "Payment failed",
      notices: ["The last payment of $99.00 did not go through The workspace is read-only"],
      offers: ["Pay now", "Update card", "Cancel plan"],
    });
    await expectBanner(page, "read-only until its open invoice is paid");
    await member.mayOnlyRead("read-only until its open invoice is paid");
  });

  await test.step("the same day: another card pays, and everything works again", async () => {
    await saveCard(owner, "Update card", goodCard);
    await world.settle();
    await owner.press(/^Pay now/);
    await world.settle();
    expect(await world.state()).toMatchObject({ plan: "professional", access: "full" });
    await year.mailed({
      "Receipt for your workspace: $99.00": ["22 February 2027"],
      "Your workspace is in good standing again": ["Professional", "15 March 2027"],
    });
    await year.logged("asked to collect invoice INV-", "was paid", "The plan Professional is restored");
    await year.billing({ plan: "Professional", status: "Active", offers: planOffers });
    await expectBanner(page, null);
    await member.mayWrite();
  });

  await test.step("4 March: two more seats", async () => {
    await world.pass(10);
    const { dueNow } = await owner.change({ seats: 12 });
    await world.settle();
    expect(await world.state()).toMatchObject({ extraSeats: 2 });
    await year.mailed({
      "The plan of your workspace has changed": ["$123.00 a month", "Seats: 12"],
      [`Receipt for your workspace: ${dollars(dueNow)}`]: ["4 March 2027"],
    });
    await year.logged("The plan changed to Professional $123.00 a month, 12 seats");
    await year.billing({ plan: "Professional", status: "Active", offers: planOffers });
    await expect(page.getByText("12 seats")).toBeVisible();
  });

  await test.step("5 March: a pause", async () => {
    await world.pass(1);
    await owner.pause();
    await world.settle();
    expect(await world.state()).toMatchObject({ access: "suspended", subscription: { status: "paused" } });
    await year.mailed({ "Your workspace is paused": ["until it resumes Professional"] });
    await year.logged("asked to pause the plan Professional", "The plan Professional is paused");
    await year.billing({
      plan: "Professional",
      status: "Paused",
      notices: ["Professional is paused"],
      offers: ["Resume Professional", "Update card", "Cancel plan"],
    });
    await member.mayOnlyRead("read-only while its plan is paused");
  });

  await test.step("25 March: it resumes", async () => {
    await world.pass(20);
    await owner.press(/^Resume/);
    await world.settle();
    expect(await world.state()).toMatchObject({ access: "full", subscription: { status: "active" } });
    const paid = (await world.state()).invoices.at(-1);
    await year.mailed({
      "Your workspace is back on Professional": ["$123.00 a month", "25 April 2027"],
      [`Receipt for your workspace: ${dollars(paid?.amountPaid ?? 0)}`]: ["25 March 2027"],
    });
    await year.logged("asked to resume the plan Professional", "The plan Professional resumed");
    await year.billing({ plan: "Professional", status: "Active", offers: planOffers });
    await member.mayWrite();
  });

  await test.step("30 March: paid by the year from now on", async () => {
    await world.pass(5);
    const { dueNow } = await owner.change({ interval: "annual", when: "now" });
    await world.settle();
    expect(await world.state()).toMatchObject({ subscription: { interval: "annual" } });
    await year.mailed({
      "The plan of your workspace has changed": ["$1,230.00 a year", "30 March 2028"],
      [`Receipt for your workspace: ${dollars(dueNow)}`]: ["30 March 2027"],
    });
    await year.logged("The plan changed to Professional $1,230.00 a year, 12 seats");
    await year.billing({ plan: "Professional", status: "Active", offers: planOffers });
    await expect(page.getByText("30 March 2028", { exact: true })).toBeVisible();
  });

  await test.step("a cancellation, and a change of mind", async () => {
    await owner.cancel({ reason: "It costs too much", comment: "Perhaps next year" });
    await world.settle();
    await year.mailed({ "Your workspace leaves Professional on 30 March 2028": ["one click undoes it"] });
    await year.logged("canceled the plan Professional", "The plan Professional is set to end");
    await year.billing({
      plan: "Professional",
      status: "Active",
      notices: ["Professional ends on 30 March 2028"],
      offers: ["Keep Professional"],
    });
    await owner.press(/^Keep/);
    await world.settle();
    expect((await world.state()).subscription?.cancelAt).toBeNull();
    await year.mailed({ "Your workspace keeps Professional": ["$1,230.00 a year", "30 March 2028"] });
    await year.logged("took back the cancellation of Professional", "The plan Professional no longer ends");
    await year.billing({ plan: "Professional", status: "Active", offers: planOffers });
  });

  await test.step("May: canceled for good, and back on Free when the year is over", async () => {
    await world.pass(40);
    await owner.cancel({ reason: "I do not use it enough" });
    await world.settle();
    await year.mailed({ "Your workspace leaves Professional on 30 March 2028": [] });
    await year.logged("canceled the plan Professional");
    await world.passUntil(new Date("2028-03-30T12:00:00Z"));
    expect(await world.state()).toMatchObject({ plan: "free", subscription: { status: "canceled" } });
    await year.mailed({ "Your workspace is on Free": ["“Scenario” is on Free from now on"] });
    await year.logged("The plan Professional ended");
    await year.billing({ plan: "Free", status: "Ended", offers: [] });
    await expect(page.getByText("Professional ended on 30 March 2028.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Upgrade to Starter" })).toBeVisible();
    expect(await world.wrongSums()).toEqual([]);
  });
});

/** Goes to the provider's form for the card by a button of the billing page, and comes back with another card. */
async function saveCard(owner: Owner, button: string, number: string): Promise<void> {
  await owner.visit("/settings/billing");
  await owner.page.getByRole("button", { name: button }).first().click();
  await owner.page.waitForURL(/\/p\/session\//);
  await payByCard(owner.page, number, /save card/i);
}

/** Adds a card on the hosted page and makes it the one that is charged. */
async function chooseAnotherCard(owner: Owner, number: string): Promise<void> {
  const { page } = owner;
  await owner.visit("/settings/billing/cards");
  await page.getByRole("button", { name: "Add card" }).click();
  await page.waitForURL(/\/c\/pay\//);
  await page.getByLabel(/name on card/i).fill("Kim Larsen");
  await payByCard(page, number, /save card/i);
  await page.getByRole("button", { name: "Make default" }).click();
  await expect(page.getByRole("button", { name: "Make default" })).toHaveCount(1);
}

/** What stands above every page. The app's other processes may show what was until two seconds ago. */
async function expectBanner(page: Page, text: string | null): Promise<void> {
  await expect(async () => {
    await page.reload();
    const banner = page.locator("[data-slot=banner]");
    if (text === null) await expect(banner).toHaveCount(0, { timeout: 2_000 });
    else await expect(banner).toContainText(text, { timeout: 2_000 });
  }).toPass();
}

/** Somebody who works in the workspace and does not see its billing. */
async function openMember(page: Page, { home }: World) {
  const person = await home.join("member");
  await signIn(page, home.slug, person);
  const createProject = async () => {
    await page.goto(addressIn(home.slug, "/projects/new"));
    await page.getByLabel("Name").fill(`Project of ${Date.now()}`);
    await page.getByRole("button", { name: "Create project" }).click();
  };
  return {
    async mayOnlyRead(reason: string) {
      await page.goto(addressIn(home.slug, "/projects"));
      await expect(page.getByRole("heading", { name: "Projects", level: 1 })).toBeVisible();
      await expectBanner(page, `${reason}.Ask an owner of the workspace`);
      await expect(page.getByRole("button", { name: "New project" })).toHaveCount(0);
      await page.goto(addressIn(home.slug, "/projects/new"));
      await expect(page.getByRole("heading", { name: "Projects", level: 1 })).toBeVisible();
      await expect(page.getByRole("button", { name: "Create project" })).toHaveCount(0);
    },
    async mayWrite() {
      await page.goto(addressIn(home.slug, "/projects"));
      await expectBanner(page, null);
      await createProject();
      await page.waitForURL(/\/projects\/prj_/);
    },
  };
}
