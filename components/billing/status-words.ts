import type { BadgeVariant } from "@/components/ui/badge";
import type { InvoiceRow } from "@/lib/billing/queries";

interface Words {
  label: string;
  variant: BadgeVariant;
}

const subscription: Record<string, Words> = {
  trialing: { label: "Trial", variant: "info" },
  active: { label: "Active", variant: "success" },
  past_due: { label: "Payment failed", variant: "warning" },
  unpaid: { label: "Unpaid", variant: "danger" },
  paused: { label: "Paused", variant: "warning" },
  canceled: { label: "Ended", variant: "default" },
};

const invoice: Record<string, Words> = {
  open: { label: "Open", variant: "warning" },
  paid: { label: "Paid", variant: "success" },
  void: { label: "Void", variant: "default" },
  uncollectible: { label: "Uncollectible", variant: "danger" },
};

/** Stripe's words as ours. One that is new to us is shown as it is. */
export const subscriptionWords = (status: string): Words => subscription[status] ?? plain(status);
export function documentWords({ kind, status, total, refunded }: DocumentStanding): Words {
  if (kind === "credit_note" && status !== "void") return { label: "Credit note", variant: "info" };
  if (status === "paid" && refunded > 0)
    return { label: refunded < total ? "Partly refunded" : "Refunded", variant: "info" };
  return invoice[status] ?? plain(status);
}

type DocumentStanding = Pick<InvoiceRow, "kind" | "status" | "total" | "refunded">;

const plain = (status: string): Words => ({ label: status.replaceAll("_", " "), variant: "default" });
