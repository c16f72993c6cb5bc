import type { CustomerSnapshot } from "@/lib/billing/stripe/snapshot";
import type { Projection } from "../project";
import { type Transition, tell } from "./told";

export type KnownCustomer = Pick<CustomerSnapshot, "isDeleted">;

/** What became of the payer itself. */
export function ofCustomer(before: KnownCustomer, { customer }: Pick<Projection, "customer">): Transition[] {
  const label = customer.email ?? "without an address";
  if (customer.isDeleted)
    return before.isDeleted ? [] : [tell("customer_deleted", { subject: { id: customer.id, label } })];
  return customer.openDisputes.map((id) => tell("disputed", { subject: { id, label } }));
}
