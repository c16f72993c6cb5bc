import { StoreMoving } from "@/db/residence";
import { AppError } from "@/lib/core/errors";
import { isAway } from "@/lib/platform/database-failure";
import type { Language } from "@/lib/platform/languages";
import { log } from "@/lib/platform/log";
import { said } from "@/lib/platform/said";
import { speak } from "@/lib/platform/translate";

/** Turns whatever was thrown into a refusal that may be shown; what is not one of ours is logged and becomes "try again". */
export function refusalOf(thrown: unknown): AppError {
  if (thrown instanceof AppError) {
    if (thrown.cause) log().warn({ err: thrown.cause, code: thrown.code }, thrown.message);
    return thrown;
  }
  if (thrown instanceof StoreMoving) {
    const { retryAfterSeconds } = thrown;
    return new AppError("unavailable", said("tenancy.refused.moving"), { retryAfterSeconds, cause: thrown });
  }
  if (isAway(thrown)) {
    log().error({ err: thrown }, "a dependency is away");
    return new AppError(
      "unavailable",
      "We are having trouble reaching our systems. Please try again in a moment.",
    );
  }
  log().error({ err: thrown }, "unexpected failure");
  return new AppError(
    "unavailable",
    "Something went wrong on our side. If you were saving something, check whether it was saved before you try again.",
  );
}

/** What a refusal says, and says of each field, to somebody who reads this language. */
export function wordsOf(refusal: AppError, language: Language) {
  const fields = Object.entries(refusal.fields ?? {}).map(([field, texts]) => [
    field,
    texts.map((text) => speak(language, text)),
  ]);
  return { message: speak(language, refusal.message), fields: Object.fromEntries(fields) };
}
