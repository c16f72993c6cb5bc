const words: Record<string, string> = {
  insufficient_funds: "The card has not enough funds.",
  expired_card: "The card has expired.",
  incorrect_cvc: "The security code was wrong.",
  lost_card: "The card was reported lost.",
  stolen_card: "The card was reported stolen.",
  authentication_required: "The bank asks you to confirm the payment.",
  processing_error: "The bank could not process it.",
};

/** Why a bank said no, as far as its owner can do something about it. */
export const declineWords = (code: string | null): string =>
  code ? (words[code] ?? "The bank declined the card.") : "";
