import { afterAll, beforeAll, expect, test } from "vitest";
import { openPortal } from "@/lib/billing/open-portal";
import { AppError } from "@/lib/core/errors";
import { type LocalBilling, payingWorkspace, startLocalBilling } from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

test("the portal of a customer who was deleted at Stripe says so, and is then gone, before any event has told", async () => {
  const acme = await payingWorkspace();
  billing.local.emulator.control.setWebhooks({ mode: "drop" });
  await billing.dashboard.customers.del(acme.customerId);
  const refusal = await acme.billing.run(openPortal, {}).catch((error) => error);
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({ code: "unavailable" });
  await expect(acme.billing.run(openPortal, {})).rejects.toMatchObject({ code: "not_found" });
});
