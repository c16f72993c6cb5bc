import type { BadgeVariant } from "@/components/ui/badge";

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
export const documentWords = ({ kind, status }: { kind: string; status: string }): Words =>
  kind === "credit_note" && status !== "void"
    ? { label: "Credit note", variant: "info" }
    : (invoice[status] ?? plain(status));

const plain = (status: string): Words => ({ label: status.replaceAll("_", " "), variant: "default" });
