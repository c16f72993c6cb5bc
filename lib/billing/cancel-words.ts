/** Why somebody leaves, in Stripe's words, with ours beside them. */
export const cancelReasons = {
  too_expensive: "It costs too much",
  missing_features: "Something I need is missing",
  unused: "I do not use it enough",
  switched_service: "I am moving to something else",
  too_complex: "It is too hard to use",
  low_quality: "It does not work well enough",
  customer_service: "I did not get the help I needed",
  other: "Another reason",
} as const;

export type CancelFeedback = keyof typeof cancelReasons;
