import type { MailTemplate } from "@/emails";
import { env } from "@/env";
import { type Count, type Counted, countDown, counting, countUp } from "@/lib/core/counters";
import { NotYet } from "@/lib/core/job";
import { maskEmail } from "@/lib/core/mask-email";
import { days, hours, minutes } from "@/lib/platform/clock";
import { keyedDigest } from "@/lib/platform/crypto";

/**
 * Who wrote, as far as the mailbox may believe in them: somebody of its own domain, a workspace that has stood for a while,
 * or anybody at all.
 */
export const senders = ["colleague", "settled", "anybody"] as const;
export type Sender = (typeof senders)[number];

interface Budget {
  name: string;
  templates: MailTemplate[];
  /** Only for mails of this sender; for all of them where it is left out. */
  sender?: Sender;
  /** So many mails to one mailbox in `windowMs`, and in every other window named here. */
  windows: { most: number; windowMs: number }[];
}

const anHour = (most: number) => ({ most, windowMs: hours(1) });
const aDay = (most: number) => ({ most, windowMs: days(1) });

/**
 * How many mails reach one mailbox, whoever asks for them. Each sender has a budget already; these are for many senders
 * together, one for each purpose and kind of sender, so that no flood of one can keep the others away. What strangers can
 * cause has an end a day. What is not named here has none: it tells its holder of something that has happened.
 */
const budgets: Budget[] = [
  { name: "signUp", templates: ["signUpConfirmation", "existingAccount"], windows: [anHour(5), aDay(8)] },
  { name: "openWorkspace", templates: ["openWorkspace"], windows: [anHour(5), aDay(8)] },
  { name: "findWorkspaces", templates: ["findWorkspaces"], windows: [anHour(5), aDay(8)] },
  { name: "quote", templates: ["quoteReceived"], windows: [anHour(3), aDay(5)] },
  { name: "quoteToUs", templates: ["quoteRequested"], windows: [anHour(30), aDay(200)] },
  invitations("anybody", [anHour(12), aDay(20)]),
  invitations("settled", [anHour(12), aDay(40)]),
  invitations("colleague", [anHour(12)]),
  // No end a day, or strangers could lock somebody out; and no longer than a link is good, so that there is always one.
  { name: "reset", templates: ["resetPassword"], windows: [{ most: 10, windowMs: minutes(30) }] },
  { name: "signIn", templates: ["signInLink"], windows: [anHour(12)] },
  { name: "verification", templates: ["verifyEmail"], windows: [anHour(12)] },
];

function invitations(sender: Sender, windows: Budget["windows"]): Budget {
  return { name: `invitation.${sender}`, templates: ["invitation"], sender, windows };
}

interface Letter {
  to: string;
  template: string;
  sender: Sender;
  /** When it makes sense no more; null where that is not known. */
  until: Date | null;
}

/**
 * Delivers if the mailbox has room for it and throws `NotYet` if it has had its mails. Whoever asked is told nothing, or
 * they would learn who else writes there. What could not be delivered does not count.
 */
export async function withinMailbox(letter: Letter, deliver: () => Promise<void>): Promise<void> {
  const counts = countsOf(letter);
  const counted = await counting(async (tx) => requireRoom(letter, counts, await countUp(tx, counts)));
  try {
    await deliver();
  } catch (thrown) {
    await counting((tx) => countDown(tx, counts, counted));
    throw thrown;
  }
}

interface Room extends Count {
  most: number;
}

/** The table of counters shows no address. */
function countsOf({ to, template, sender }: Letter): Room[] {
  const budget = budgets.find((one) => isFor(one, template, sender));
  return (budget?.windows ?? []).map(({ most, windowMs }) => {
    const subject = keyedDigest(env().AUTH_SECRET, `${budget?.name}:${windowMs}:${mailboxOf(to)}`);
    return { key: `mailbox:${subject}`, windowMs, amount: 1, most };
  });
}

const isFor = ({ templates, sender }: Budget, template: string, of: Sender): boolean =>
  templates.some((one) => one === template) && (sender === undefined || sender === of);

/** Without an end to its life a mail waits by attempts, or one that never fits would wait for ever. */
function requireRoom({ to, template, until }: Letter, rooms: Room[], counted: Counted[]): Counted[] {
  const full = counted.filter(({ key, count }) => rooms.some((one) => one.key === key && count > one.most));
  const [longest] = full.toSorted((left, right) => right.resetsAt.getTime() - left.resetsAt.getTime());
  if (!longest) return counted;
  const words = `the mailbox ${maskEmail(to)} has had its mails of the kind ${template}`;
  throw new NotYet(words, until ? longest.resetsAt : null);
}

/** Two domains with the same mailboxes. */
const sameAs = new Map([["googlemail.com", "gmail.com"]]);
/** Where dots in the local part mean nothing, so that one mailbox has a thousand spellings. */
const dotless = new Set(["gmail.com"]);

/** One name for all the spellings of a mailbox: without case, tag and second domain, and without dots where they mean nothing. */
export function mailboxOf(email: string): string {
  const [local = "", written = ""] = email.toLowerCase().split("@");
  const domain = sameAs.get(written) ?? written;
  const bare = local.replace(/\+.*$/, "");
  return `${dotless.has(domain) ? bare.replaceAll(".", "") : bare}@${domain}`;
}
