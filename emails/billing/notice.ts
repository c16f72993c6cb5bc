/** What one mail about money says. */
export interface Notice {
  /** Ours alone: no name that people chose. */
  subject: string;
  heading: string;
  /** The first one is also the line a mailbox shows beside the subject. */
  paragraphs: [string, ...string[]];
  facts: [name: string, value: string][];
  button: { label: string; href: string };
}

/** What a notice is written from. The facts are words already; which there are depends on the kind. */
export interface About {
  /** As mails say it, in quotes. */
  workspaceName: string;
  url: string;
  facts: Record<string, string>;
}

export type Wording = (about: About) => Notice;

/** The plan as it stands. */
export const planFacts = ({
  planName = "",
  price = "",
  seats = "",
}: Record<string, string>): Notice["facts"] => [
  ["Plan", planName],
  ["Price before tax", price],
  ["Seats", seats],
];
