import { planFacts, type Wording } from "./notice";

const open = (href: string) => ({ label: "Open billing", href });

/** Nobody collects an invoice or uses credit up by itself once a plan has ended. */
function whatIsLeft({ openInvoice = "", openAmount, creditLeft }: Record<string, string>): string[] {
  return [
    ...(openAmount
      ? [
          `Invoice ${openInvoice} of ${openAmount} is still open. The card is not charged for it any more: pay it under Billing.`,
        ]
      : []),
    ...(creditLeft
      ? [
          `${creditLeft} of credit is left. A plan bought later uses it up first, or ask support to pay it back.`,
        ]
      : []),
  ];
}

/** What becomes of the plan: started, changed, paused, ended. */
export const planNotices = {
  activated: ({ workspaceName, url, facts }) => {
    const { planName = "", renewsOn = "", trialEndsOn } = facts;
    return {
      subject: trialEndsOn ? `Your workspace is trying ${planName}` : `Your workspace is on ${planName}`,
      heading: trialEndsOn ? `Your trial of ${planName} has begun` : `${planName} is active`,
      paragraphs: [
        `The workspace ${workspaceName} now has everything in ${planName}.${trialEndsOn ? ` It is free until ${trialEndsOn}.` : ""}`,
      ],
      facts: [...planFacts(facts), trialEndsOn ? ["Trial ends on", trialEndsOn] : ["Renews on", renewsOn]],
      button: open(url),
    };
  },
  changed: ({ workspaceName, url, facts }) => ({
    subject: "The plan of your workspace has changed",
    heading: "The plan has changed",
    paragraphs: [`${workspaceName} is on these terms from now on.`],
    facts: [...planFacts(facts), ["Renews on", facts.renewsOn ?? ""]],
    button: open(url),
  }),
  change_scheduled: ({ workspaceName, url, facts: { planName = "", seats = "", changesOn = "" } }) => ({
    subject: `Your workspace changes its plan on ${changesOn}`,
    heading: "A change is scheduled",
    paragraphs: [
      `On ${changesOn} the workspace ${workspaceName} moves to ${planName}.`,
      "Until then everything stays as it is, and you can withdraw the change.",
    ],
    facts: [
      ["New plan", planName],
      ["Seats", seats],
      ["From", changesOn],
    ],
    button: open(url),
  }),
  change_pending: ({ workspaceName, url, facts: { planName = "", seats = "", expiresOn = "" } }) => ({
    subject: "Your plan change is waiting for payment",
    heading: "Your plan change is waiting for payment",
    paragraphs: [
      `The payment for moving ${workspaceName} to ${planName} did not go through. Your current plan stays until it does.`,
      `If it is not paid by ${expiresOn}, the change is canceled and nothing is charged.`,
    ],
    facts: [
      ["New plan", planName],
      ["Seats", seats],
    ],
    button: { label: "Complete the payment", href: url },
  }),
  change_expired: ({ workspaceName, url, facts: { wantedPlanName = "", planName = "" } }) => ({
    subject: "Your plan change was canceled",
    heading: "Your plan change was canceled",
    paragraphs: [
      `The payment for moving ${workspaceName} to ${wantedPlanName} did not come through in time, so the change was canceled. The workspace stays on ${planName}, and nothing was charged.`,
    ],
    facts: [],
    button: open(url),
  }),
  trial_ending: ({ url, facts: { planName = "", price = "", trialEndsOn = "", card } }) => ({
    subject: `The trial of your workspace ends on ${trialEndsOn}`,
    heading: `Your trial of ${planName} ends soon`,
    paragraphs: [
      card
        ? `On ${trialEndsOn} the card ending in ${card} is charged and ${planName} goes on.`
        : `Add a card by ${trialEndsOn} to keep ${planName}. Without one the workspace pauses; nothing is deleted.`,
    ],
    facts: [
      ["Price", price],
      ["Trial ends on", trialEndsOn],
    ],
    button: card ? open(url) : { label: "Add a card", href: url },
  }),
  trial_shortened: ({ url, facts: { planName = "", price = "", trialEndsOn = "" } }) => ({
    subject: `The trial of your workspace ends sooner, on ${trialEndsOn}`,
    heading: `Your trial of ${planName} ends on ${trialEndsOn}`,
    paragraphs: [
      "A trial was used before with the card you added, and there is one for each card. So this one ends sooner.",
      `On ${trialEndsOn} the card is charged and ${planName} goes on. Cancel before that day and you pay nothing.`,
    ],
    facts: [
      ["Price", price],
      ["Trial ends on", trialEndsOn],
    ],
    button: open(url),
  }),
  price_changing: ({
    workspaceName,
    url,
    facts: { planName = "", price = "", newPrice = "", changesOn = "" },
  }) => ({
    subject: `The price of your workspace changes on ${changesOn}`,
    heading: `From ${changesOn} you pay ${newPrice}`,
    paragraphs: [
      `The plan of ${workspaceName} renews on ${changesOn}. From then on it costs ${newPrice} instead of ${price}; until then nothing changes.`,
      `If that is not for you, cancel under Billing before ${changesOn}, and nothing more is charged.`,
    ],
    facts: [
      ["Plan today", planName],
      ["Price today", price],
      [`Price from ${changesOn}`, newPrice],
      ["Prices are", "for one period, before tax and discounts"],
    ],
    button: open(url),
  }),
  price_staying: ({ workspaceName, url, facts: { price = "" } }) => ({
    subject: "The price of your workspace stays as it is",
    heading: "Your price stays as it is",
    paragraphs: [
      `We told you that the price of ${workspaceName} would change. It does not: you go on paying ${price}.`,
    ],
    facts: [["Price", price]],
    button: open(url),
  }),
  paused: ({ workspaceName, url, facts: { planName = "", pausedReason, resumesOn } }) => {
    const isTrialOver = pausedReason === "trial_end_without_payment_method";
    return {
      subject: isTrialOver ? "The trial of your workspace has ended" : `Your workspace is paused`,
      heading: isTrialOver ? "Your trial has ended" : "The plan is paused",
      paragraphs: [
        isTrialOver
          ? `Add a card to go on with ${planName}. Until then ${workspaceName} can be read and not changed; nothing is deleted.`
          : `${workspaceName} can be read and not changed until it resumes ${planName}. Nothing is charged meanwhile.${resumesOn ? ` It resumes by itself on ${resumesOn}, and the card is charged then.` : ""}`,
      ],
      facts: [],
      button: { label: isTrialOver ? "Add a card" : "Resume the plan", href: url },
    };
  },
  resumed: ({ workspaceName, url, facts }) => ({
    subject: `Your workspace is back on ${facts.planName ?? "its plan"}`,
    heading: "The plan has resumed",
    paragraphs: [`${workspaceName} has everything in its plan again.`],
    facts: [...planFacts(facts), ["Renews on", facts.renewsOn ?? ""]],
    button: open(url),
  }),
  cancel_scheduled: ({ workspaceName, url, facts: { planName = "", endsOn = "" } }) => ({
    subject: `Your workspace leaves ${planName} on ${endsOn}`,
    heading: `${planName} ends on ${endsOn}`,
    paragraphs: [
      `Until ${endsOn} everything stays as it is. After that ${workspaceName} is on Free: what is beyond its limits can be read and not changed.`,
      "Changed your mind? Until that day one click undoes it.",
    ],
    facts: [],
    button: { label: "Keep the plan", href: url },
  }),
  cancel_undone: ({ workspaceName, url, facts }) => ({
    subject: `Your workspace keeps ${facts.planName ?? "its plan"}`,
    heading: "The cancellation is undone",
    paragraphs: [`${workspaceName} keeps its plan, as if nothing had happened.`],
    facts: [...planFacts(facts), ["Renews on", facts.renewsOn ?? ""]],
    button: open(url),
  }),
  canceled: ({ workspaceName, url, facts }) => ({
    subject: "Your workspace is on Free",
    heading: `${facts.planName ?? "Your plan"} has ended`,
    paragraphs: [
      `${workspaceName} is on Free from now on. Nothing is deleted; what is beyond the limits of Free can be read and not changed.`,
      ...whatIsLeft(facts),
    ],
    facts: [],
    button: { label: facts.openAmount ? "Open billing" : "Choose a plan", href: url },
  }),
  renewal_ahead: ({ workspaceName, url, facts }) => ({
    subject: `Your workspace renews on ${facts.renewsOn ?? ""}`,
    heading: "A renewal is ahead",
    paragraphs: [
      `${workspaceName} renews within a week. There is nothing to do; this is so that it does not surprise you.`,
      "The price is before tax and discounts.",
    ],
    facts: [...planFacts(facts), ["Renews on", facts.renewsOn ?? ""]],
    button: open(url),
  }),
} satisfies Record<string, Wording>;
