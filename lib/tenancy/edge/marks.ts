import { env } from "@/env";

/**
 * What the edge tells Node's side on an answer, which takes it off there (`lib/entry/settle`) and logs it. On Vercel such an
 * answer leaves from the edge itself: there nothing is said, because nobody of ours would hear it and the caller would.
 */
export const marks = (told: { refusal?: string; charged?: string }): Record<string, string> =>
  env().VERCEL_ENV
    ? {}
    : Object.fromEntries(
        Object.entries(told).map(([name, value]): [string, string] => [`x-middleware-${name}`, value]),
      );
