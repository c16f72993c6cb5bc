import { paymentNotices } from "./billing/payment-notices";
import { planNotices } from "./billing/plan-notices";

/** What billing has to say to people, by kind. */
export const billingNotices = { ...planNotices, ...paymentNotices };

export type BillingNoticeKind = keyof typeof billingNotices;

export const isBillingNotice = (kind: string): kind is BillingNoticeKind =>
  Object.hasOwn(billingNotices, kind);
