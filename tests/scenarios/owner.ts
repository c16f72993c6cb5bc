import { expect, type Page } from "@playwright/test";
import type { Interval, PlanId } from "@/lib/entitlements/plans";
import { plans } from "@/lib/entitlements/plans";
import { addressIn, signIn } from "./sign-in";
import type { World } from "./world";

interface Change {
  plan?: PlanId;
  interval?: Interval;
  seats?: number;
  when?: "now" | "period_end";
}

/** The workspace's owner at a browser: every deed goes through the pages of the app. */
const isBilling = ({ pathname }: URL) => pathname === "/settings/billing";

export class Owner {
  #isSignedIn = false;

  constructor(
    readonly page: Page,
    readonly world: World,
  ) {}

  async visit(path: string): Promise<void> {
    if (!this.#isSignedIn) await this.#signIn();
    await this.page.goto(this.#url(path));
  }

  /** Starts a checkout and returns the address of the hosted page. */
  async startCheckout(
    plan: PlanId,
    { interval = "monthly" as Interval, isTrial = false } = {},
  ): Promise<string> {
    await this.visit(`/settings/billing?interval=${interval}`);
    const { name, trialDays } = plans[plan];
    const label = isTrial ? `Try ${name} for ${trialDays} days` : new RegExp(`(Upgrade to|Choose) ${name}$`);
    await this.page.getByRole("button", { name: label }).click();
    await this.page.waitForURL((url) => !url.host.includes(this.world.home.slug));
    return this.page.url();
  }

  /** Opens the preview of a change and returns what it says is due now, in cents. */
  async previewChange(change: Change): Promise<number> {
    const given = Object.entries(change).map(([name, value]) => [name, String(value)]);
    await this.visit(`/settings/billing/change?${new URLSearchParams(Object.fromEntries(given))}`);
    const preview = this.page.getByRole("region", { name: "What the change costs" });
    if (change.when === "period_end") return 0;
    const amount = await preview
      .getByRole("row", { name: /^Due now/ })
      .getByRole("cell")
      .last()
      .textContent();
    return Math.round(Number((amount ?? "").replace(/[^0-9.-]/g, "")) * 100);
  }

  /** Confirms the change that is being previewed. Returns what came of it, as the address says. */
  async confirmChange(): Promise<string> {
    await this.#send(/^(Confirm|Change to|Schedule)/, ({ search }) => search.includes("done="));
    return new URL(this.page.url()).searchParams.get("done") ?? "";
  }

  async change(change: Change): Promise<{ dueNow: number; outcome: string }> {
    const dueNow = await this.previewChange(change);
    return { dueNow, outcome: await this.confirmChange() };
  }

  async pause(): Promise<void> {
    await this.visit("/settings/billing/pause");
    await this.#send(/^Pause/, isBilling);
  }

  async cancel({ reason, comment = "" }: { reason: string; comment?: string }): Promise<void> {
    await this.visit("/settings/billing/cancel");
    await this.page.getByLabel(reason).check();
    await this.page.getByLabel(/Anything we should know/).fill(comment);
    await this.#send(/^Cancel/, isBilling);
  }

  /** Presses a button of the billing page's notices and waits until it has done its work and is gone. */
  async press(name: RegExp): Promise<void> {
    await this.visit("/settings/billing");
    const button = this.page.getByRole("button", { name });
    await button.click();
    await expect(button).toHaveCount(0);
  }

  /** Follows the notice to the bank's question about an open invoice, and confirms there. */
  async confirmPayment(): Promise<void> {
    await this.visit("/settings/billing");
    await this.page.getByRole("link", { name: "Confirm payment" }).click();
    const confirm = this.page.getByRole("button", { name: "Confirm", exact: true });
    await confirm.click();
    await expect(confirm).toHaveCount(0);
  }

  /** Reports usage as the workspace's own software would, from where the owner is signed in. */
  async report(events: { id: string; value: string; time: string }[]): Promise<string[]> {
    await this.visit("/settings/usage");
    const body = { events: events.map((event) => ({ metric: "apiCalls", ...event })) };
    const results = await this.page.evaluate(async (sent) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch("/api/usage", { method: "POST", headers, body: JSON.stringify(sent) });
      return (await answer.json()).results;
    }, body);
    return results.map(({ status }: { status: string }) => status);
  }

  /** Calls the API, which counts, until it refuses or `most` calls were let in; reports nothing new. */
  async callUntilRefused(most: number): Promise<{ admitted: number; code: string | null }> {
    await this.visit("/settings/usage");
    return this.page.evaluate(async (calls) => {
      const headers = { "content-type": "application/json" };
      for (let admitted = 0; admitted < calls; admitted++) {
        const answer = await fetch("/api/usage", { method: "POST", headers, body: '{"events":[]}' });
        const { error } = await answer.json();
        if (error?.code === "limit_exceeded") return { admitted, code: error.code };
      }
      return { admitted: calls, code: null };
    }, most);
  }

  /** Sets a limit in dollars on what is spent beyond the plan, at which calls are refused. */
  async capSpending(amount: string): Promise<void> {
    await this.visit("/settings/billing");
    await this.page.getByLabel("Limit in US dollars").fill(amount);
    await this.page.getByLabel("Refuse API calls beyond the plan once the limit is reached").check();
    await this.page.getByRole("button", { name: "Set limit" }).click();
    await expect(this.page.getByRole("button", { name: "Remove limit" })).toBeVisible();
  }

  async redeem(code: string): Promise<void> {
    await this.visit("/settings/billing");
    await this.page.getByText("Enter a promotion code").click();
    await this.page.getByLabel("Promotion code").fill(code);
    await this.page.getByRole("button", { name: "Apply code" }).click();
    await expect(this.page.getByText(`${code} is applied`).first()).toBeVisible();
  }

  /** Presses a button until it has led on: a year that passes in minutes makes more changes in one than are let in. */
  async #send(name: RegExp, hasArrived: (url: URL) => boolean): Promise<void> {
    const isThere = () => hasArrived(new URL(this.page.url()));
    const refusal = this.page.getByText("That was a lot of changes at once");
    await expect(async () => {
      if (isThere()) return;
      await this.page.getByRole("button", { name }).click();
      await expect.poll(async () => isThere() || (await refusal.isVisible())).toBe(true);
      expect(isThere()).toBe(true);
    }).toPass({ intervals: [15_000] });
  }

  #url = (path: string) => addressIn(this.world.home.slug, path);

  async #signIn(): Promise<void> {
    await signIn(this.page, this.world.home.slug, this.world.home.owner);
    this.#isSignedIn = true;
  }
}
