import { unstable_isUnrecognizedActionError } from "next/navigation";
import type { Failure } from "@/lib/entry/form-state";

/** The server said nothing for so long that nobody should wait any more. */
export class TimedOut extends Error {}

/** Whether the browser had a connection when it sent, and when it failed. */
interface Line {
  wasOnline: boolean;
  isOnline: boolean;
}

const unsure = "We could not tell whether it was saved. Check before trying again.";

/** What a failed call of a server action means to whoever made it. It says "nothing was saved" only where that is known. */
export function failureOf(thrown: unknown, { wasOnline, isOnline }: Line): Failure {
  if (unstable_isUnrecognizedActionError(thrown)) return outdated;
  const { message, digest } = partsOf(thrown);
  if (isMissingPart(thrown)) return isOnline ? missingPart : stillOffline;
  const wait = secondsToWait(message);
  if (wait) return retry("Too many requests.", `Nothing was saved. Try again in ${wait}.`);
  if (message.startsWith("Send at most")) return retry(message, "Nothing was saved.");
  if (thrown instanceof TimedOut) return retry("The server takes too long to answer.", unsure);
  if (digest) return retry(`Something failed on the server (reference ${digest}).`, unsure);
  // Only fetch itself throws this here: no answer came at all.
  if (!(thrown instanceof TypeError)) return retry("The server is not available right now.", unsure);
  if (isOnline) return retry("The server could not be reached.", unsure);
  return wasOnline ? retry("You are offline.", unsure) : stillOffline;
}

/** Whether a script of the page could not be loaded, as happens where a newer version has taken the place of this one. */
export const isMissingPart = (thrown: unknown): boolean => partsOf(thrown).name === "ChunkLoadError";

/** The whole of it, as one text. */
export const failureText = ({ reason, advice }: Failure): string => `${reason} ${advice}`;

const retry = (reason: string, advice: string): Failure => ({
  status: "failed",
  reason,
  advice,
  remedy: "retry",
});

const stillOffline = retry("You are offline.", "Nothing was saved. Try again once you are connected.");

const missingPart: Failure = {
  status: "failed",
  reason: "A part of this page could not be loaded.",
  advice: "There may be a newer version of it. Reload to go on.",
  remedy: "reload",
};

const outdated: Failure = {
  status: "failed",
  reason: "There is a newer version of this page.",
  advice: "Nothing was saved. Reload to go on; what you typed stays, except passwords.",
  remedy: "reload",
};

/** The refusal of our own edge, which comes before anything is done. */
function secondsToWait(message: string): string | null {
  const [, wait] = /^Too many requests\b.*?\b(\d+ seconds?|a second)\b/.exec(message) ?? [];
  return wait ?? null;
}

function partsOf(thrown: unknown): { name: string; message: string; digest: string } {
  if (!(thrown instanceof Error)) return { name: "", message: String(thrown), digest: "" };
  const digest = "digest" in thrown && typeof thrown.digest === "string" ? thrown.digest : "";
  return { name: thrown.name, message: thrown.message, digest };
}
