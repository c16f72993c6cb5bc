import { days, hours, minutes, seconds } from "@/lib/platform/clock";

/** How long one attempt may take from the look-up of the name to the end of the answer, in milliseconds. */
export const attemptMs = seconds(15);
/** How many requests one endpoint gets at once. */
export const mostAtOnce = 4;
/** Bytes of an answer that are read and kept. */
export const keptAnswer = 1_024;
/** Bytes of a body. */
export const largestBody = 64_000;
export const rotationMs = hours(24);
export const keptDays = 30;
/** What an endpoint collects while it is paused is sent when it goes on, unless it is older than a long weekend. */
export const pausedKeptMs = hours(75);

/** Waits before each attempt, as Standard Webhooks recommends: about 75 hours in all. */
export const schedule = [
  0,
  seconds(5),
  minutes(5),
  minutes(30),
  ...[2, 5, 10, 14, 20, 24].map((many) => hours(many)),
];
/** The longest that a receiver can put us off for with Retry-After. */
export const longestWaitMs = hours(24);

/** An endpoint that has failed for so long, and so often in a row, is sent nothing more. */
export const givenUpAfter = { ms: days(5), failures: 10 };
/** After so long of nothing but failures its people are warned. */
export const warnedAfterMs = [days(1), days(4)];

export const endpointStatuses = ["active", "paused", "disabled"] as const;
export const deliveryStatuses = ["pending", "delivered", "exhausted", "canceled"] as const;
export const pageSize = 25;
/** The version of what is sent; rises when a receiver would have to change. */
export const apiVersion = "v1";
