import type { Route } from "../router.js";
import { accountRoutes } from "./account.js";
import { catalogRoutes } from "./catalog.js";
import { checkoutRoutes } from "./checkout.js";
import { couponRoutes } from "./coupons.js";
import { creditNoteRoutes } from "./credit-notes.js";
import { customerRoutes } from "./customers.js";
import { invoiceRoutes } from "./invoices.js";
import { meterRoutes } from "./meters.js";
import { paymentMethodRoutes } from "./payment-methods.js";
import { paymentRoutes } from "./payments.js";
import { portalRoutes } from "./portal.js";
import { scheduleRoutes } from "./schedules.js";
import { setupIntentRoutes } from "./setup-intents.js";
import { sublistRoutes } from "./sublists.js";
import { subscriptionRoutes } from "./subscriptions.js";
import { taxIdRoutes } from "./tax-ids.js";
import { taxRateRoutes } from "./tax-rates.js";
import { testClockRoutes } from "./test-clocks.js";

/** Every endpoint there is. Within a resource the first match wins, so `search` comes before `:id`. */
export const routes: Route[] = [
  ...accountRoutes,
  ...catalogRoutes,
  ...checkoutRoutes,
  ...couponRoutes,
  ...creditNoteRoutes,
  ...customerRoutes,
  ...invoiceRoutes,
  ...meterRoutes,
  ...paymentMethodRoutes,
  ...paymentRoutes,
  ...portalRoutes,
  ...scheduleRoutes,
  ...setupIntentRoutes,
  ...sublistRoutes,
  ...subscriptionRoutes,
  ...taxIdRoutes,
  ...taxRateRoutes,
  ...testClockRoutes,
];
