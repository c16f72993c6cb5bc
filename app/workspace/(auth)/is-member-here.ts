import { AppError } from "@/lib/core/errors";
import { currentContext } from "@/lib/entry/context";

/** Whether whoever asks is signed in here as a member, and so has no business on a sign-in page. */
export async function isMemberHere(): Promise<boolean> {
  try {
    return Boolean(await currentContext());
  } catch (thrown) {
    if (thrown instanceof AppError) return false;
    throw thrown;
  }
}
