import { expect } from "@playwright/test";
import { scenario } from "./scenario";

const cardsPath = "/settings/billing/cards";

scenario(
  "S40: a card that is added on the hosted page becomes the default and pays the next invoice",
  { isLocalOnly: true },
  async (world, owner) => {
    const { page } = owner;
    await world.subscribe();
    await world.settle();
    await owner.visit(cardsPath);
    await page.getByRole("button", { name: "Add card" }).click();
    await page.waitForURL((url) => !url.host.includes(world.home.slug));
    const back = await world.pay(page.url(), "5555 5555 5555 4444");
    await page.goto(back.href);
    await expect(page.getByText("The card is on file")).toBeVisible();
    const cardOf = (name: string) => page.getByRole("listitem").filter({ hasText: name });
    await expect(cardOf("Visa").getByText("make another card the default first")).toBeVisible();
    await cardOf("Mastercard").getByRole("button", { name: "Make default" }).click();
    await expect(cardOf("Mastercard").getByText("Default", { exact: true })).toBeVisible();
    await cardOf("Visa").getByRole("button", { name: "Remove" }).click();
    await expect(cardOf("Visa")).toHaveCount(0);
    await expect(cardOf("Mastercard").getByText("add another card first")).toBeVisible();
    await world.settle();
    await world.pass(31);
    const { data } = await world.stripe.charges.list({ customer: world.customerId, limit: 1 });
    expect(data[0]).toMatchObject({
      status: "succeeded",
      payment_method_details: { card: { last4: "4444" } },
    });
  },
);
