import { invalid } from "../errors.js";
import { nulls } from "../nulls.js";
import type { Sandbox } from "../sandbox.js";
import type { Charge, Dispute } from "../types.js";

const ANSWER_WITHIN_SECONDS = 9 * 86_400;

/**
 * The card's owner takes the money back through the bank (docs: testing, the card for fraudulent disputes): it leaves
 * the account at once, with a fee (d.ts: charge.dispute.funds_withdrawn). In an inquiry the bank only asks, and nothing moves
 * (d.ts: Dispute.is_charge_refundable).
 */
export function openDispute(
  sandbox: Sandbox,
  charge: Charge,
  { isInquiry }: { isInquiry: boolean },
): Dispute {
  sandbox.store.change("charge", charge.id, { disputed: true });
  const created = sandbox.nowOf(charge.customer);
  const dispute = sandbox.store.put<"dispute">({
    id: sandbox.id("du"),
    object: "dispute",
    amount: charge.amount,
    balance_transactions: isInquiry ? [] : [movementOf(sandbox, charge, -charge.amount)],
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
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: "fraudulent",
    status: isInquiry ? "warning_needs_response" : "needs_response",
  });
  sandbox.emit("charge.dispute.created", dispute);
  if (!isInquiry) sandbox.emit("charge.dispute.funds_withdrawn", dispute);
  return dispute;
}

/** Evidence is judged by its text: `winning_evidence` and `losing_evidence` decide (docs: testing, evidence). */
export function answerDispute(sandbox: Sandbox, id: string, text: string | null, submits: boolean): Dispute {
  const before = openOne(sandbox, id);
  const answered = sandbox.store.change("dispute", id, {
    evidence: { ...before.evidence, uncategorized_text: text },
    evidence_details: { ...before.evidence_details, has_evidence: true, submission_count: submits ? 1 : 0 },
    status: submits ? reviewOf(before) : before.status,
  });
  sandbox.emit("charge.dispute.updated", answered);
  if (submits && isWarning(before) && isJudged(text)) return closeInquiry(sandbox, id);
  if (submits && text === "winning_evidence") return winDispute(sandbox, answered);
  return submits && text === "losing_evidence" ? loseDispute(sandbox, id) : answered;
}

const isWarning = ({ status }: Dispute): boolean => status.startsWith("warning_");
const reviewOf = (dispute: Dispute) => (isWarning(dispute) ? "warning_under_review" : "under_review");
const isJudged = (text: string | null): boolean => text === "winning_evidence" || text === "losing_evidence";

/** An inquiry that does not become a dispute ends without one side having won. */
function closeInquiry(sandbox: Sandbox, id: string): Dispute {
  const closed = sandbox.store.change("dispute", id, { status: "warning_closed" });
  sandbox.emit("charge.dispute.closed", closed);
  return closed;
}

/** The money comes back, its fee does not (d.ts: charge.dispute.funds_reinstated). */
function winDispute(sandbox: Sandbox, { id, charge, balance_transactions: moved }: Dispute): Dispute {
  const returned = sandbox.store.get("charge", charge);
  const won = sandbox.store.change("dispute", id, {
    status: "won",
    balance_transactions: [...moved, movementOf(sandbox, returned, returned.amount)],
  });
  sandbox.emit("charge.dispute.funds_reinstated", won);
  sandbox.emit("charge.dispute.closed", won);
  return won;
}

/** To close a dispute is to accept it: the money is lost (d.ts: DisputeResource.close). */
export function loseDispute(sandbox: Sandbox, id: string): Dispute {
  if (isWarning(openOne(sandbox, id))) return closeInquiry(sandbox, id);
  const lost = sandbox.store.change("dispute", id, { status: "lost" });
  sandbox.emit("charge.dispute.closed", lost);
  return lost;
}

const openStatuses: string[] = [
  "needs_response",
  "under_review",
  "warning_needs_response",
  "warning_under_review",
];

function openOne(sandbox: Sandbox, id: string): Dispute {
  const dispute = sandbox.store.get("dispute", id);
  if (!openStatuses.includes(dispute.status)) throw invalid("This dispute is already closed.");
  return dispute;
}

const FEE = 1500;

/** Money that left the account or came back to it. */
function movementOf(
  sandbox: Sandbox,
  { id, currency, customer }: Charge,
  amount: number,
): Dispute["balance_transactions"][number] {
  const created = sandbox.nowOf(customer);
  const fee = amount < 0 ? FEE : 0;
  const details = {
    amount: fee,
    application: null,
    currency,
    description: "Dispute fee",
    type: "stripe_fee" as const,
  };
  return {
    id: sandbox.id("txn"),
    object: "balance_transaction",
    amount,
    available_on: created,
    balance_type: "payments",
    created,
    currency,
    description: `Chargeback ${amount < 0 ? "withdrawal" : "reversal"} for ${id}`,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [details],
    net: amount - fee,
    reporting_category: amount < 0 ? "dispute" : "dispute_reversal",
    source: id,
    status: "available",
    type: "adjustment",
  };
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
