import type { About, Notice, Wording } from "./notice";

const fix = ({ url, facts }: About) => ({
  label: facts.lacksCard ? "Add a card" : "Update payment method",
  href: url,
});

/** What becomes of the money: paid, failed, reminded of, given back. */
export const paymentNotices = {
  paid: ({ workspaceName, url, facts: { amount = "", invoiceNumber = "", paidOn = "" } }) => ({
    subject: `Receipt for your workspace: ${amount}`,
    heading: `We received ${amount}`,
    paragraphs: [`Thank you. This is the receipt for ${workspaceName}.`],
    facts: [
      ["Amount", amount],
      ["Invoice", invoiceNumber],
      ["Paid on", paidOn],
    ],
    button: { label: "See the invoice", href: `${url}/invoices/${encodeURIComponent(invoiceNumber)}` },
  }),
  dunning: (about) => reminders[about.facts.step ?? ""]?.(about) ?? failed(about),
  restricted: ({ workspaceName, url, facts: { amount = "", planName = "" } }) => ({
    subject: "Your workspace is read-only until its invoice is paid",
    heading: "The workspace is read-only",
    paragraphs: [
      `We could not collect ${amount} for ${workspaceName}, so it can be read and not changed for now.`,
      `As soon as the invoice is paid everything in ${planName} works again. Nothing is deleted.`,
    ],
    facts: [["Open invoice", amount]],
    button: { label: "Pay the invoice", href: url },
  }),
  recovered: ({ workspaceName, url, facts: { planName = "", renewsOn = "", forgiven } }) => ({
    subject: "Your workspace is in good standing again",
    heading: "Everything works again",
    paragraphs: [
      forgiven
        ? `We no longer ask for the invoice ${forgiven}. Everything in ${planName} is available to ${workspaceName} again.`
        : `Thank you. Everything in ${planName} is available to ${workspaceName} again.`,
    ],
    facts: [["Renews on", renewsOn]],
    button: { label: "Open billing", href: url },
  }),
  adjusted: ({ url, facts }) => {
    const { amount = "", invoiceNumber = "", adjustedOn = "", adjustmentKind, documentNumber = "" } = facts;
    const lowered = facts.isKept
      ? `It takes ${amount} off the invoice ${invoiceNumber}, which is paid. What does not go back to the card is kept as your credit, and the next invoices use it up first.`
      : `The invoice ${invoiceNumber} was lowered by this amount.`;
    const isRefund = adjustmentKind === "refund";
    const isNote = documentNumber.startsWith("CN-");
    return {
      subject: isRefund
        ? `A refund for your workspace: ${amount}`
        : `A credit note for your workspace: ${amount}`,
      heading: isRefund ? `We refunded ${amount}` : `We credited ${amount}`,
      paragraphs: [
        isRefund ? "The money goes back to the card it came from. Banks take five to ten days." : lowered,
      ],
      facts: [
        ["Amount", amount],
        ["Credit note", isNote ? documentNumber : ""],
        ["Invoice", invoiceNumber],
        ["Date", adjustedOn],
      ],
      button: {
        label: isNote ? "See the credit note" : "See the invoice",
        href: documentNumber ? `${url}/invoices/${encodeURIComponent(documentNumber)}` : url,
      },
    };
  },
  disputed: ({ workspaceName, url, facts: { amount = "", disputedOn = "" } }) => ({
    subject: `A payment of ${amount} for your workspace is disputed`,
    heading: "The bank has a question about a payment",
    paragraphs: [
      `The bank of the card disputes a payment of ${amount} for ${workspaceName}. Everything keeps working while the bank decides.`,
      "If nobody here meant to dispute it, ask the bank to withdraw it. If something is wrong with the invoice, write to us and we will put it right.",
    ],
    facts: [
      ["Amount", amount],
      ["Disputed on", disputedOn],
    ],
    button: { label: "Open billing", href: url },
  }),
  action_required: ({ workspaceName, url, facts: { amount = "", payUrl } }) => ({
    subject: "Please confirm the payment for your workspace",
    heading: "Your bank asks for a confirmation",
    paragraphs: [`The bank lets the payment of ${amount} for ${workspaceName} through once you confirm it.`],
    facts: [["Amount", amount]],
    button: { label: "Confirm the payment", href: payUrl ?? url },
  }),
  tax_lost: ({ workspaceName, url }) => ({
    subject: "Please complete the address on your invoices",
    heading: "Your invoices need a complete address",
    paragraphs: [
      `Tax could not be worked out for ${workspaceName}, because the address on its invoices is missing or incomplete.`,
      "Complete it, and the next invoice has tax on it again.",
    ],
    facts: [],
    button: { label: "Complete the address", href: `${url}/recipient` },
  }),
  card_expiring: ({ workspaceName, url, facts }) => {
    const { card = "", expiresOn = "", chargedOn, isExpired } = facts;
    const next: Notice["facts"] = chargedOn ? [["Next payment", chargedOn]] : [];
    return {
      subject: isExpired
        ? "The card of your workspace has expired"
        : `The card of your workspace expires on ${expiresOn}`,
      heading: isExpired ? "The card has expired" : "The card expires soon",
      paragraphs: [
        `The next payment for ${workspaceName} may not go through: this card ${isExpired ? "has expired" : "will have expired by then"}. Add another one before that and make it the default.`,
      ],
      facts: [["Card", card], [isExpired ? "Expired on" : "Expires on", expiresOn], ...next],
      button: { label: "Manage cards", href: `${url}/cards` },
    };
  },
} satisfies Record<string, Wording>;

/** By the step of the reminder; the seventh day has a notice of its own. */
const reminders: Record<string, (about: About) => Notice> = {
  d0: failed,
  d3: reminder,
  d5: reminder,
  d14: finalNotice,
};

function failed(about: About): Notice {
  const { workspaceName, facts } = about;
  const { amount = "", restrictedOn = "" } = facts;
  return {
    subject: "The payment for your workspace did not go through",
    heading: "A payment did not go through",
    paragraphs: [
      `We could not collect ${amount} for ${workspaceName}. ${whatFollows(facts)}`,
      `Until ${restrictedOn} everything works as before. ${facts.lacksCard ? "Add a card or pay the invoice" : "Update the payment method"} to keep it so.`,
    ],
    facts: [["Open invoice", amount]],
    button: fix(about),
  };
}

/** Without a card Stripe has a day for another try all the same, and nothing to try it with. */
function whatFollows({ nextAttemptOn, lacksCard }: About["facts"]): string {
  if (lacksCard) return "There is no card on file to try again with.";
  return nextAttemptOn ? `We try again on ${nextAttemptOn}.` : "There is no further attempt.";
}

function reminder(about: About): Notice {
  const { workspaceName, facts } = about;
  const { amount = "", restrictedOn = "" } = facts;
  return {
    subject: `Your workspace has an open invoice of ${amount}`,
    heading: "An invoice is still open",
    paragraphs: [
      `${amount} for ${workspaceName} could not be collected yet.`,
      `From ${restrictedOn} the workspace can be read and not changed until it is paid.`,
    ],
    facts: [
      ["Open invoice", amount],
      ["Read-only from", restrictedOn],
    ],
    button: fix(about),
  };
}

function finalNotice(about: About): Notice {
  const { workspaceName, facts } = about;
  const { amount = "", planName = "" } = facts;
  return {
    subject: `Last notice: your workspace is about to lose ${planName}`,
    heading: "This is the last notice",
    paragraphs: [
      `${amount} for ${workspaceName} has been open for two weeks. If it stays unpaid, ${planName} ends and the workspace moves to Free.`,
      "Nothing is deleted, and paying the invoice restores everything at once.",
    ],
    facts: [["Open invoice", amount]],
    button: fix(about),
  };
}
