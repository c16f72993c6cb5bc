import { render } from "@react-email/render";
import { createElement } from "react";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function named(name: string) {
  vi.stubEnv("NEXT_PUBLIC_PRODUCT_NAME", name);
  vi.resetModules();
  const { MailLayout } = await import("@/emails/mail-layout");
  const { productName, exampleHost } = await import("@/lib/platform/product");
  const props = { preview: "p", heading: "h", reason: "r", children: null };
  return { productName, exampleHost, mail: await render(createElement(MailLayout, props)) };
}

test("the product goes by the name of its configuration, in mails too", async () => {
  const { mail, ...product } = await named(" Blue Herons ");
  expect(product).toEqual({ productName: "Blue Herons", exampleHost: "blue-herons.example" });
  expect(mail).toContain("Blue Herons");
  expect(mail).not.toContain("Tenantry");
});

test("without one it goes by ours", async () => {
  const { mail, ...product } = await named("");
  expect(product).toEqual({ productName: "Tenantry", exampleHost: "tenantry.example" });
  expect(mail).toContain("Tenantry");
});
