import type { Route } from "../router";
import { accountRoutes } from "./account";
import { catalogueRoutes } from "./catalogue";
import { checkoutRoutes } from "./checkout";
import { couponRoutes } from "./coupons";
import { customerRoutes } from "./customers";
import { invoiceRoutes } from "./invoices";
import { meterRoutes } from "./meters";
import { paymentMethodRoutes } from "./payment-methods";
import { paymentRoutes } from "./payments";
import { portalRoutes } from "./portal";
import { scheduleRoutes } from "./schedules";
import { subscriptionRoutes } from "./subscriptions";
import { testClockRoutes } from "./test-clocks";

/** Every endpoint there is. Within a resource the first match wins, so `search` comes before `:id`. */
export const routes: Route[] = [
  ...accountRoutes,
  ...catalogueRoutes,
  ...checkoutRoutes,
  ...couponRoutes,
  ...customerRoutes,
  ...invoiceRoutes,
  ...meterRoutes,
  ...paymentMethodRoutes,
  ...paymentRoutes,
  ...portalRoutes,
  ...scheduleRoutes,
  ...subscriptionRoutes,
  ...testClockRoutes,
];
