import { expect, type Page } from "@playwright/test";
import type { Owner } from "./owner";
import type { World } from "./world";

interface Mail {
  id: string;
  subject: string;
  text: string;
}

interface BillingPage {
  plan: string;
  status?: string;
  /** Begins of the notices' titles, from the top. */
  notices?: string[];
  /** What the notices and the plan's card offer to do, from the top. */
  offers: string[];
}

/** Follows a workspace through its life: what is new in the mailbox and in the audit log, and what Billing shows. */
export class Chronicle {
  readonly #read = new Set<string>();
  #logged = 0;

  constructor(
    readonly owner: Owner,
    readonly world: World,
  ) {}

  /** This mail came, among whatever else the calendar sends. */
  async hasMail(subject: string): Promise<void> {
    const look = async () => (await this.#mails()).map((mail) => mail.subject);
    await expect.poll(look, { message: "mails", timeout: 120_000 }).toContain(subject);
  }

  /** Exactly these mails came since the last time, each with its facts. */
  async mailed(expected: Record<string, string[]>): Promise<void> {
    const subjects = Object.keys(expected).toSorted();
    let fresh: Mail[] = [];
    const look = async () => {
      fresh = (await this.#mails()).filter(({ id }) => !this.#read.has(id));
      return fresh.map(({ subject }) => subject).toSorted();
    };
    await expect.poll(look, { message: "new mails", timeout: 120_000 }).toEqual(subjects);
    for (const { id, subject, text } of fresh) {
      this.#read.add(id);
      for (const fact of expected[subject] ?? []) expect(oneLine(text), subject).toContain(fact);
    }
  }

  /** The audit log's page shows these lines among those that are new since the last time. */
  async logged(...lines: string[]): Promise<void> {
    await this.owner.visit("/settings/audit");
    const total = (await this.world.history()).length;
    const rows = this.owner.page.getByRole("region", { name: "Audit log" }).locator("tbody tr");
    const texts = (await rows.allInnerTexts()).map(oneLine).slice(0, total - this.#logged);
    this.#logged = total;
    for (const line of lines) expect(texts.join("\n")).toContain(line);
  }

  /** What the billing page says and offers. */
  async billing({ plan, status, notices = [], offers }: BillingPage): Promise<void> {
    await this.owner.visit("/settings/billing");
    await expectBilling(this.owner.page, { plan, status, notices, offers });
  }

  async #mails(): Promise<Mail[]> {
    const { stage, home } = this.world;
    const answer = await fetch(`${stage.mailboxUrl}/api/messages?to=${encodeURIComponent(home.owner.email)}`);
    return answer.json();
  }
}

async function expectBilling(page: Page, { plan, status, notices = [], offers }: BillingPage): Promise<void> {
  const card = page.getByRole("region", { name: plan });
  await expect(card.getByRole("heading", { level: 2, name: plan, exact: true })).toBeVisible();
  if (status) await expect(card.getByText(status, { exact: true })).toBeVisible();
  // The stand-in is announced on every page of an installation in test mode.
  const alerts = page.getByRole("main").locator("[data-slot=alert]").filter({ hasNotText: "Test mode" });
  const titles = (await alerts.allInnerTexts()).map(oneLine);
  expect(titles.map((title, at) => title.slice(0, notices[at]?.length))).toEqual(notices);
  const deeds = "button, a[data-slot=button]";
  const offered = [...(await alerts.locator(deeds).all()), ...(await card.locator(deeds).all())];
  expect(await Promise.all(offered.map((deed) => deed.textContent()))).toEqual(offers);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
