import { invalid } from "../errors.js";
import { nulls } from "../nulls.js";
import type { Sandbox } from "../sandbox.js";
import type { Charge, Dispute } from "../types.js";

const ANSWER_WITHIN_SECONDS = 9 * 86_400;

/** The card's owner takes the money back through the bank (docs: testing, the card for fraudulent disputes). */
export function openDispute(sandbox: Sandbox, charge: Charge): Dispute {
  sandbox.store.change("charge", charge.id, { disputed: true });
  const created = sandbox.nowOf(charge.customer);
  const dispute = sandbox.store.put<"dispute">({
    id: sandbox.id("du"),
    object: "dispute",
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...noEvidence, enhanced_evidence: {} },
    evidence_details: {
      due_by: created + ANSWER_WITHIN_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: "fraudulent",
    status: "needs_response",
  });
  sandbox.emit("charge.dispute.created", dispute);
  return dispute;
}

/** To close a dispute is to accept it: the money is lost (d.ts: DisputeResource.close). */
export function loseDispute(sandbox: Sandbox, id: string): Dispute {
  const dispute = sandbox.store.get("dispute", id);
  if (dispute.status !== "needs_response") throw invalid("This dispute is already closed.");
  const lost = sandbox.store.change("dispute", id, { status: "lost" });
  sandbox.emit("charge.dispute.closed", lost);
  return lost;
}

const noEvidence = nulls(
  "access_activity_log",
  "billing_address",
  "cancellation_policy",
  "cancellation_policy_disclosure",
  "cancellation_rebuttal",
  "customer_communication",
  "customer_email_address",
  "customer_name",
  "customer_purchase_ip",
  "customer_signature",
  "duplicate_charge_documentation",
  "duplicate_charge_explanation",
  "duplicate_charge_id",
  "product_description",
  "receipt",
  "refund_policy",
  "refund_policy_disclosure",
  "refund_refusal_explanation",
  "service_date",
  "service_documentation",
  "shipping_address",
  "shipping_carrier",
  "shipping_date",
  "shipping_documentation",
  "shipping_tracking_number",
  "uncategorized_file",
  "uncategorized_text",
);
