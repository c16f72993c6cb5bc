import { unstable_rethrow } from "next/navigation";
import { rememberArrival } from "@/components/ui/arrival";
import { failureOf, TimedOut } from "@/components/ui/failure";
import type { Failure } from "@/lib/entry/form-state";

const patienceMs = 30_000;

/**
 * Calls a server action so that a failure on the way is an answer like any other. A redirect passes through: it is how the
 * router leads on.
 */
export async function call<I extends unknown[], R>(
  action: (...input: I) => Promise<R>,
  ...input: I
): Promise<R | Failure> {
  const wasOnline = navigator.onLine;
  try {
    return await inTime(action(...input));
  } catch (thrown) {
    rethrowRedirect(thrown);
    return failureOf(thrown, { wasOnline, isOnline: navigator.onLine });
  }
}

async function inTime<R>(answer: Promise<R>): Promise<R> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut()), patienceMs);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } catch (thrown) {
    if (thrown instanceof TimedOut) releaseRouter();
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

// The router runs one action after the other and would keep the next try waiting behind the one that hangs; going to where
// one is makes it give that one up.
function releaseRouter(): void {
  window.history.replaceState(null, "", window.location.href);
}

function rethrowRedirect(thrown: unknown): void {
  try {
    unstable_rethrow(thrown);
  } catch (redirect) {
    rememberArrival();
    throw redirect;
  }
}
