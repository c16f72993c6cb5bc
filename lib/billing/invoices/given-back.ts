interface Adjustment {
  stripeId: string;
  kind: "credit_note" | "refund";
  number: string | null;
  amount: number;
  /** Of a refund: the credit note it belongs to, by its id at Stripe. */
  creditNoteId: string | null;
}

/**
 * What was given back, each amount once: a refund that a credit note made carries the number of that note, which keeps what it
 * did not pay out.
 */
export function givenBack<T extends Adjustment>(adjustments: T[]): T[] {
  return adjustments.flatMap((one) => {
    if (one.kind === "refund") return [{ ...one, number: noteOf(one, adjustments)?.number ?? null }];
    const paidOut = adjustments.filter(({ creditNoteId }) => creditNoteId === one.stripeId);
    if (paidOut.length === 0) return [one];
    const amount = one.amount - paidOut.reduce((total, refund) => total + refund.amount, 0);
    return amount > 0 ? [{ ...one, amount }] : [];
  });
}

const noteOf = <T extends Adjustment>({ creditNoteId }: T, adjustments: T[]): T | undefined =>
  adjustments.find(({ stripeId }) => stripeId === creditNoteId);
