import type { CustomerSnapshot } from "@/lib/billing/stripe/snapshot";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";
import type { Projection } from "../project";
import { type Transition, transition } from "./transition";

export type KnownCustomer = Pick<CustomerSnapshot, "isDeleted">;

/** What became of the billing account itself. */
export function ofCustomer(before: KnownCustomer, { customer }: Pick<Projection, "customer">): Transition[] {
  const label = customer.email ?? "without an address";
  if (customer.isDeleted)
    return before.isDeleted ? [] : [transition("customer_deleted", { subject: { id: customer.id, label } })];
  return customer.openDisputes.map(({ id, amount, currency, openedAt }) =>
    transition("disputed", {
      subject: { id, label },
      payload: { amount: formatMoney(amount, currency), disputedOn: formatDay(new Date(openedAt)) },
    }),
  );
}
