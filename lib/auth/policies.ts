import { days, hours, minutes, seconds } from "@/lib/platform/clock";

export interface Policy {
  name: string;
  max: number;
  windowMs: number;
  message: string;
  /** What can be done instead of waiting. */
  wayOut?: string;
}

/** How often. What is counted together is up to the caller: an address, a destination, a person from an address. */
export const policies = {
  signIn: {
    ...{ max: 5, windowMs: minutes(15), message: "Too many attempts to sign in." },
    wayOut: "choose a new password by mail",
  },
  signInWarning: { max: 1, windowMs: days(1), message: "This mailbox was warned today." },
  // The right password, which everything else forgives, costs a hash as well.
  signInOften: { max: 300, windowMs: hours(1), message: "You have signed in very often." },
  signInFrom: { max: 100, windowMs: hours(1), message: "Too many attempts to sign in from your network." },
  signUp: { max: 20, windowMs: hours(1), message: "Too many sign-ups from your network." },
  openWorkspace: { max: 5, windowMs: days(1), message: "You have opened several workspaces already." },
  mailTo: { max: 3, windowMs: hours(1), message: "We have sent several mails to this address already." },
  mailFrom: { max: 20, windowMs: hours(1), message: "Too many requests from your network." },
  changePassword: { max: 5, windowMs: hours(1), message: "You have changed your password several times." },
  choosePassword: { max: 10, windowMs: hours(1), message: "You have chosen a password several times." },
  // Where no proxy vouches for an address, everybody who asks at one door is one sender.
  mailFromAnybody: { max: 300, windowMs: hours(1), message: "Too many requests." },
} as const satisfies Record<string, Omit<Policy, "name">>;
export type PolicyName = keyof typeof policies;

/** How failed sign-ins slow down further ones to the same account, whatever addresses they come from. */
export const pace = { free: 5, firstMs: 1_000, mostMs: minutes(15), forgottenAfterMs: hours(24) };

/** Failed sign-ins to one account, half a minute's delay, at which its holder is told by mail, once a day at most. */
export const failuresBeforeWarning = 10;

/** Failed sign-ins an hour at one door, beyond which a device it does not know proves itself by mail too. */
export const failuresBeforeProof = { workspace: 100, root: 1_000 };

/**
 * Where no proxy vouches for an address, nobody can be told from anybody else. Then strangers' failures hold an account up
 * for seconds only, and after so many of them a right password is proven by mail too.
 */
export const paceOfAnybody = { mostMs: seconds(5), failuresBeforeProof: 20 };
