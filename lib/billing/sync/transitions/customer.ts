import type { CustomerSnapshot } from "@/lib/billing/stripe/snapshot";
import type { Projection } from "../project";
import { type Transition, tell } from "./told";

export type KnownCustomer = Pick<CustomerSnapshot, "isDeleted" | "isDisputed">;

/** What became of the payer itself. */
export function ofCustomer(
  before: KnownCustomer,
  { customer, takenAt }: Pick<Projection, "customer" | "takenAt">,
): Transition[] {
  const subject = { id: customer.id, label: customer.email ?? customer.id };
  if (customer.isDeleted) return before.isDeleted ? [] : [tell("customer_deleted", { subject })];
  if (!customer.isDisputed || before.isDisputed) return [];
  return [tell("disputed", { subject, about: [takenAt.toISOString().slice(0, 10)] })];
}
