import { expect, type Page } from "@playwright/test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { scenario } from "./scenario";

scenario(
  "S30: an invoice of a dozen lines adds up on its page, in its PDF and in the export",
  {},
  async (world, owner) => {
    const { id } = await world.subscribe({ plan: "starter", extraSeats: 2 });
    await world.settle();
    for (let hours = 1; hours <= 10; hours++)
      await world.stripe.invoiceItems.create({
        customer: world.customerId,
        subscription: id,
        amount: hours * 1_111,
        currency: "usd",
        description: `Migration, part ${hours}`,
      });
    await world.pass(32);
    const invoice = (await world.state()).invoices.at(-1);
    const total = 2_900 + 2 * 800 + 55 * 1_111;
    expect(invoice).toMatchObject({ status: "paid", total, amountPaid: total });
    const { page } = owner;

    await owner.visit(`/settings/billing/invoices/${invoice?.number}`);
    const lines = page.getByRole("table", { name: "What is charged or given back" }).locator("tbody tr");
    // Two for the plan, ten for the work, and one for the use there was none of.
    expect(invoice?.lines.length).toBeGreaterThanOrEqual(12);
    await expect(lines).toHaveCount(invoice?.lines.length ?? 0);
    const amounts = await lines.locator("td:last-child").allInnerTexts();
    expect(sum(amounts)).toBe(total);
    await expect(
      page
        .getByRole("definition")
        .filter({ hasText: inDollars(total) })
        .first(),
    ).toBeVisible();

    const pdf = await textOfPdf(await download(page, `/settings/billing/invoices/${invoice?.number}/pdf`));
    for (const amount of amounts) expect(pdf).toContain(amount);
    expect(pdf).toContain(inDollars(total));
    expect(pdf).toContain("Migration, part 10");

    const csv = new TextDecoder().decode(await download(page, "/settings/billing/invoices/export"));
    const [head = [], ...rows] = csv
      .trim()
      .split("\r\n")
      .map((row) => row.split(","));
    const row = rows.find(([number]) => number === invoice?.number);
    expect(row?.[head.indexOf("Total")]).toBe((total / 100).toFixed(2));
    expect(row?.[head.indexOf("Subtotal")]).toBe((total / 100).toFixed(2));
  },
);

const inDollars = (cents: number): string =>
  (cents / 100).toLocaleString("en-US", { style: "currency", currency: "USD" });

/** Of amounts as a page has them, in cents. */
const sum = (amounts: string[]): number =>
  amounts.reduce((total, amount) => total + Math.round(Number(amount.replaceAll(/[^0-9.-]/g, "")) * 100), 0);

/** What the browser that is signed in gets at a path of the workspace. */
async function download(page: Page, path: string): Promise<Uint8Array> {
  const bytes = await page.evaluate(async (at) => {
    const answer = await fetch(at);
    return [...new Uint8Array(await answer.arrayBuffer())];
  }, path);
  return Uint8Array.from(bytes);
}

async function textOfPdf(data: Uint8Array): Promise<string> {
  const document = await getDocument({ data, verbosity: 0 }).promise;
  const texts: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    texts.push(...items.map((item) => ("str" in item ? item.str : "")));
  }
  return texts.join("");
}
