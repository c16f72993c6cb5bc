import type { Page } from "@playwright/test";
import { expect, signIn, test, workspaceUrl } from "../e2e/support";

const at = (page: Page, slug: string, path: string) => page.goto(workspaceUrl(slug, path));
const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

async function add(page: Page, slug: string, name: string, plate: string) {
  await at(page, slug, "/vehicles/new");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Plate").fill(plate);
  await press(page, "Add vehicle");
}

async function addTrip(page: Page, vehicle: string, passengers: string) {
  await at(page, "acme", "/trips");
  await page.getByLabel("Vehicle").selectOption({ label: vehicle });
  await page.getByLabel("Purpose").fill(`Fair with ${vehicle}`);
  await page.getByLabel("Passengers").fill(passengers);
  await page.getByLabel("Start").fill("2027-03-29T09:30");
  await press(page, "Add trip");
}

async function remove(page: Page) {
  await page.getByLabel(/for good/).check();
  await press(page, "Delete vehicle");
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with scripts" : "without scripts";
  const [van, plate] = javaScriptEnabled ? ["Van", "B-JS 1"] : ["Bus", "B-NO 1"];

  test.describe(how, () => {
    test.use({ javaScriptEnabled });

    test("an owner adds, edits, archives, and reads what happened", async ({ page }) => {
      await signIn(page, "acme", "mira@acme.example");
      await add(page, "acme", van, plate);
      await expect(page.getByRole("heading", { name: van })).toBeVisible();

      await add(page, "acme", `Second ${van}`, plate);
      await expect(page.getByText(`There is already a vehicle with the plate ${plate}.`)).toBeVisible();
      await expect(page.getByLabel("Name")).toHaveValue(`Second ${van}`);

      await addTrip(page, van, "many");
      await expect(page.getByText("Enter a number of passengers.")).toBeVisible();
      await expect(page.getByLabel("Passengers")).toHaveValue("many");
      await expect(page.getByLabel("Start")).toHaveValue("2027-03-29T09:30");
      await addTrip(page, van, "3");
      const trip = page.getByRole("row").filter({ hasText: `Fair with ${van}` });
      await expect(trip).toContainText(
        javaScriptEnabled ? "29 March 2027 at 09:30 CEST" : "29 March 2027 at 09:30 UTC",
      );

      await at(page, "acme", "/vehicles");
      await page.getByRole("link", { name: van }).click();
      await page.getByLabel("Plate").fill(`${plate}X`);
      await press(page, "Save vehicle");
      await expect(page.getByText(`before: ${van}, ${plate}`)).toBeVisible();
      await remove(page);
      await expect(page.getByText("This vehicle has trips, so it cannot be deleted.")).toBeVisible();
      await press(page, "Archive vehicle");
      await expect(page.getByText("archived the vehicle")).toBeVisible();
      await at(page, "acme", "/vehicles");
      await expect(page.getByRole("link", { name: van })).toHaveCount(0);
    });

    test("an owner meets the limit, and makes room by deleting", async ({ page }) => {
      await signIn(page, "globex", "jonas@globex.example");
      await at(page, "globex", "/vehicles");
      await expect(page.getByText("No vehicles yet")).toBeVisible();
      await add(page, "globex", van, plate);
      await expect(page.getByRole("heading", { name: van })).toBeVisible();
      const own = page.url();
      await at(page, "globex", "/vehicles/new");
      await expect(page.getByText(/includes 1 vehicle/)).toBeVisible();
      await expect(page.getByRole("button", { name: "Add vehicle" })).toHaveCount(0);
      await page.goto(own);
      await remove(page);
      await expect(page.getByText("No vehicles yet")).toBeVisible();
      expect((await page.goto(own))?.status()).toBe(404);
    });

    test("a viewer reads, and is offered no change", async ({ page, browser }) => {
      const owner = await (await browser.newContext()).newPage();
      await signIn(owner, "acme", "mira@acme.example");
      await add(owner, "acme", `Shown ${van}`, `${plate}S`);
      await expect(owner.getByRole("heading", { name: `Shown ${van}` })).toBeVisible();
      await owner.context().close();

      await signIn(page, "acme", "wei@acme.example");
      await at(page, "acme", "/vehicles");
      await expect(page.getByRole("link", { name: "Add vehicle" })).toHaveCount(0);
      await page.getByRole("link", { name: `Shown ${van}` }).click();
      await expect(page.getByText("added the vehicle")).toBeVisible();
      await expect(page.getByRole("button", { name: /vehicle/ })).toHaveCount(0);
      expect((await at(page, "acme", "/vehicles/new"))?.status()).toBe(403);
      await at(page, "acme", "/trips");
      await expect(page.getByRole("table")).toBeVisible();
      await expect(page.getByRole("button", { name: "Add trip" })).toHaveCount(0);
    });
  });
}
