import type { Sandbox } from "../sandbox.js";
import type { PaymentMethod } from "../types.js";
import type { TestCard } from "./cards.js";

export interface CardDetails {
  expMonth?: number | undefined;
  expYear?: number | undefined;
  billing?: Partial<PaymentMethod["billing_details"]>;
  metadata?: Record<string, string>;
}

/** A card that belongs to nobody yet. It expires in December four years from now unless something is said. */
export function newMethod(sandbox: Sandbox, card: TestCard, details: CardDetails): PaymentMethod {
  const { expMonth = 12, expYear = yearNow(sandbox) + 4, billing, metadata = {} } = details;
  return sandbox.store.put<"payment_method">({
    id: sandbox.id("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null, ...billing },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: card.brand,
      exp_month: expMonth,
      exp_year: expYear,
      fingerprint: Buffer.from(card.number).toString("base64url"),
      funding: "credit",
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: sandbox.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata,
    type: "card",
  });
}

export function yearNow(sandbox: Sandbox): number {
  return new Date(sandbox.now() * 1000).getUTCFullYear();
}
