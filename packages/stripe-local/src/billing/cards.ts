/** What a test card does. `entry`: refused when it is typed in; `charge`: attaches, then every charge fails. */
export interface TestCard {
  number: string;
  token: string;
  brand: string;
  hint: string;
  entry?: Decline;
  charge?: Decline;
  /** Pays, and then its owner takes the money back by the bank, or has it ask first. */
  disputes?: "dispute" | "inquiry";
  /** Pays once its owner has confirmed it with the bank: each time anew, or once for all that follows. */
  asksOwner?: "always" | "once";
}

export interface Decline {
  code: string;
  declineCode: string;
  message: string;
}

const DECLINED = "Your card was declined.";

const REASONS: Record<string, Decline> = {
  generic_decline: { code: "card_declined", declineCode: "generic_decline", message: DECLINED },
  insufficient_funds: {
    code: "card_declined",
    declineCode: "insufficient_funds",
    message: "Your card has insufficient funds.",
  },
  lost_card: { code: "card_declined", declineCode: "lost_card", message: DECLINED },
  stolen_card: { code: "card_declined", declineCode: "stolen_card", message: DECLINED },
  expired_card: { code: "expired_card", declineCode: "expired_card", message: "Your card has expired." },
  incorrect_cvc: {
    code: "incorrect_cvc",
    declineCode: "incorrect_cvc",
    message: "Your card's security code is incorrect.",
  },
  processing_error: {
    code: "processing_error",
    declineCode: "processing_error",
    message: "An error occurred while processing your card. Try again in a little bit.",
  },
  incorrect_number: {
    code: "incorrect_number",
    declineCode: "incorrect_number",
    message: "Your card number is incorrect.",
  },
};

/** docs: testing. Numbers and what they do; the wording of messages is from knowledge. */
export const TEST_CARDS: TestCard[] = [
  { number: "4242424242424242", token: "pm_card_visa", brand: "visa", hint: "Succeeds" },
  {
    number: "5555555555554444",
    token: "pm_card_mastercard",
    brand: "mastercard",
    hint: "Succeeds (Mastercard)",
  },
  { number: "378282246310005", token: "pm_card_amex", brand: "amex", hint: "Succeeds (American Express)" },
  card("4000000000000341", "pm_card_chargeCustomerFail", "Attaches, then every charge fails", {
    charge: "generic_decline",
  }),
  card("4000000000000002", "pm_card_visa_chargeDeclined", "Declined", { entry: "generic_decline" }),
  card("4000000000009995", "pm_card_visa_chargeDeclinedInsufficientFunds", "Insufficient funds", {
    entry: "insufficient_funds",
  }),
  card("4000000000009987", "pm_card_visa_chargeDeclinedLostCard", "Lost card", { entry: "lost_card" }),
  card("4000000000009979", "pm_card_visa_chargeDeclinedStolenCard", "Stolen card", { entry: "stolen_card" }),
  card("4000000000000069", "pm_card_chargeDeclinedExpiredCard", "Expired card", { entry: "expired_card" }),
  card("4000000000000127", "pm_card_chargeDeclinedIncorrectCvc", "Wrong security code", {
    entry: "incorrect_cvc",
  }),
  card("4000000000000119", "pm_card_chargeDeclinedProcessingError", "Processing error", {
    entry: "processing_error",
  }),
  {
    number: "4000000000000259",
    token: "pm_card_createDispute",
    brand: "visa",
    hint: "Succeeds, then is disputed",
    disputes: "dispute",
  },
  {
    number: "4000000000001976",
    token: "pm_card_createDisputeInquiry",
    brand: "visa",
    hint: "Succeeds, then its bank asks about it",
    disputes: "inquiry",
  },
  {
    number: "4000002760003184",
    token: "pm_card_authenticationRequired",
    brand: "visa",
    hint: "Asks its owner to confirm every payment",
    asksOwner: "always",
  },
  {
    number: "4000000000003220",
    token: "pm_card_threeDSecure2Required",
    brand: "visa",
    hint: "Asks its owner to confirm every payment (3D Secure 2)",
    asksOwner: "always",
  },
  { number: "6011111111111117", token: "pm_card_discover", brand: "discover", hint: "Succeeds (Discover)" },
  {
    number: "4000002500003155",
    token: "pm_card_authenticationRequiredOnSetup",
    brand: "visa",
    hint: "Asks its owner once, when it is saved or first pays",
    asksOwner: "once",
  },
];

/** Declines that a retry with the same card cannot cure; Stripe does not try them again. */
export const HARD_DECLINES = new Set(["incorrect_number", "lost_card", "pickup_card", "stolen_card"]);

export function cardByNumber(number: string): TestCard | undefined {
  return TEST_CARDS.find((each) => each.number === number.replaceAll(/[\s-]/g, ""));
}

/** `pm_card_visa`, or `tok_visa` where a card is made of a token. */
export function cardByToken(token: string): TestCard | undefined {
  const name = token.replace(/^tok_/, "pm_card_");
  return TEST_CARDS.find((each) => each.token === name || each.token === name.replace("card_", "card_visa_"));
}

export function cardByLast4(last4: string): TestCard | undefined {
  return TEST_CARDS.find((each) => each.number.endsWith(last4));
}

export function declineFor(reason: string): Decline {
  return REASONS[reason] ?? { code: "card_declined", declineCode: reason, message: DECLINED };
}

function card(
  number: string,
  token: string,
  hint: string,
  refusal: { entry?: string; charge?: string },
): TestCard {
  return {
    number,
    token,
    brand: "visa",
    hint,
    ...(refusal.entry ? { entry: declineFor(refusal.entry) } : {}),
    ...(refusal.charge ? { charge: declineFor(refusal.charge) } : {}),
  };
}
