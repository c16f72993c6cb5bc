import { days, hours, minutes, seconds } from "@/lib/platform/clock";
import type { MessageKey } from "@/lib/platform/said";

export interface Policy {
  name: string;
  max: number;
  windowMs: number;
  /** What is said of one more, with `when` it may be tried again. */
  message: MessageKey;
}

/** How often. What is counted together is up to the caller: an address, a destination, a person from an address. */
export const policies = {
  signIn: { max: 5, windowMs: minutes(15), message: "auth.tooMany.signIn" },
  signInWarning: { max: 1, windowMs: days(1), message: "auth.tooMany.signInWarning" },
  // The right password, which everything else forgives, costs a hash as well.
  signInOften: { max: 300, windowMs: hours(1), message: "auth.tooMany.signInOften" },
  signInFrom: { max: 100, windowMs: hours(1), message: "auth.tooMany.signInFrom" },
  signUp: { max: 20, windowMs: hours(1), message: "auth.tooMany.signUp" },
  openWorkspace: { max: 5, windowMs: days(1), message: "auth.tooMany.openWorkspace" },
  mailTo: { max: 3, windowMs: hours(1), message: "auth.tooMany.mailTo" },
  mailFrom: { max: 20, windowMs: hours(1), message: "auth.tooMany.mailFrom" },
  changePassword: { max: 5, windowMs: hours(1), message: "auth.tooMany.changePassword" },
  // Each is unpacked and drawn anew.
  picture: { max: 20, windowMs: hours(1), message: "auth.tooMany.picture" },
  choosePassword: { max: 10, windowMs: hours(1), message: "auth.tooMany.choosePassword" },
  // Where no proxy vouches for an address, everybody who asks at one door is one sender.
  mailFromAnybody: { max: 300, windowMs: hours(1), message: "auth.tooMany.mailFromAnybody" },
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
