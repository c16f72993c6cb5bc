import type { CustomerSnapshot } from "@/lib/billing/stripe/snapshot";
import type { Projection } from "../project";
import { type Transition, transition } from "./transition";

export type KnownCustomer = Pick<CustomerSnapshot, "isDeleted">;

/** What became of the billing account itself. */
export function ofCustomer(before: KnownCustomer, { customer }: Pick<Projection, "customer">): Transition[] {
  const label = customer.email ?? "without an address";
  if (customer.isDeleted)
    return before.isDeleted ? [] : [transition("customer_deleted", { subject: { id: customer.id, label } })];
  return customer.openDisputes.map((id) => transition("disputed", { subject: { id, label } }));
}
