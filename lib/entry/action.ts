import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { after } from "next/server";
import type { z } from "zod";
import { env } from "@/env";
import { safePath } from "@/lib/auth/safe-path";
import type { TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { Command, PlatformCommand, PlatformQuery, Query } from "@/lib/core/operation";
import { memberCaller, noteRefusal, traced, visitorCaller } from "@/lib/core/refusals";
import { runCommand, runOnPlatform, runQuery } from "@/lib/core/run";
import type { Language } from "@/lib/platform/languages";
import { withLogScope } from "@/lib/platform/log";
import { speak } from "@/lib/platform/translate";
import { anonymousCallerAt } from "./anonymous-caller";
import { arrivalOf } from "./arrival";
import { currentContext, currentPlatformContext } from "./context";
import { assertDrawnFor, personIn } from "./drawn-for";
import { formInput } from "./form-input";
import { type FormState, typedValues } from "./form-state";
import { drainJobs } from "./job";
import { currentLanguage } from "./language";
import { lead } from "./lead";
import { currentPlace, type Place } from "./place";
import { refusalOf, wordsOf } from "./refusal";
import { assertSameOrigin } from "./same-origin";

export type Action<T> = (previous: FormState<T>, form: FormData) => Promise<FormState<T>>;

interface After<O> {
  /** Where to go when it worked: a path of this place, or another address. */
  redirectTo?: string | ((result: O) => string | Promise<string>);
  /** What the toast says when it worked, as it was `said`. */
  message?: string | ((result: O) => string);
  /** Runs in the same request: cookies. Not for effects, which are jobs. */
  onDone?: (result: O, place: Place) => Promise<void> | void;
}

/** A server action over a command, for the member who is signed in. The workspace's pages show what it changed. */
export function action<I extends z.ZodType, O extends z.ZodType>(
  command: Command<I, O>,
  next: After<z.output<O>> = {},
): Action<z.output<O>> {
  return answer(command, next, async (form) => {
    const context: TenantContext = await currentContext();
    return withLogScope(scopeOf(context), () =>
      traced(memberCaller(command.name, context), {}, async () => {
        assertDrawnFor(form, personIn(context), false);
        return runCommand(command, context, formInput(command.input, form));
      }),
    );
  });
}

/** A server action over what the platform does or answers: signing up, signing in, opening a workspace. */
export function platformAction<I extends z.ZodType, O extends z.ZodType>(
  operation: PlatformCommand<I, O> | PlatformQuery<I, O>,
  next: After<z.output<O>> = {},
): Action<z.output<O>> {
  return answer(operation, next, async (form) => {
    const context = await currentPlatformContext();
    return traced(visitorCaller(operation.name, context), {}, async () => {
      assertDrawnFor(form, context.person, operation.audience === "public");
      return runOnPlatform(operation, context, formInput(operation.input, form));
    });
  });
}

/** A server function over a query, for what the browser asks while somebody types. A refusal rejects, without its reason. */
export function queryAction<I extends z.ZodType, O extends z.ZodType, R>(
  query: Query<I, O>,
  show: (found: z.output<O>) => R,
) {
  return async (input: z.input<I>): Promise<R> => {
    const [requestHeaders, place] = await Promise.all([headers(), currentPlace()]);
    await traced(anonymousCallerAt(query.name, place), {}, async () => assertSameOrigin(requestHeaders));
    const context = await currentContext();
    return show(await withLogScope(scopeOf(context), () => runQuery(query, context, input)));
  };
}

function answer<O>(
  { name: verb, afterCommit }: { name: string; afterCommit?: unknown },
  next: After<O>,
  deed: (form: FormData) => Promise<O>,
): Action<O> {
  return async (_previous, form) => {
    const requestHeaders = await headers();
    if (!(form instanceof FormData)) throw new AppError("invalid", "That is not a form.");
    let place: Place | undefined;
    let target: string | undefined;
    let message: string | undefined;
    let result: O;
    try {
      place = await currentPlace();
      assertSameOrigin(requestHeaders);
      result = await withLogScope({ requestId: place.origin.requestId }, () => deed(form));
      showAnew();
      if (env().WORKER === "off") after(drainJobs);
      await next.onDone?.(result, place);
      target = typeof next.redirectTo === "function" ? await next.redirectTo(result) : next.redirectTo;
      message = typeof next.message === "function" ? next.message(result) : next.message;
    } catch (thrown) {
      unstable_rethrow(thrown);
      // The vendor may have refused after our own half was kept.
      if (afterCommit) showAnew();
      if (place) noteRefusal(thrown, anonymousCallerAt(verb, place));
      return errorState(refusalOf(thrown), form, await currentLanguage());
    }
    if (target === undefined)
      return { status: "ok", data: result, message: message && speak(await currentLanguage(), message) };
    if (target.startsWith("/")) return lead(await arrivalOf(place, safePath(target)));
    if (requestHeaders.has("next-action")) return { status: "leaving", url: target };
    return lead(target);
  };
}

/** Every page of a workspace is drawn again when it is next asked for, the one that is open with this answer. */
const showAnew = () => revalidatePath("/workspace", "layout");

function errorState<T>(refusal: AppError, form: FormData, language: Language): FormState<T> {
  const values = { ...typedValues(form), ...refusal.values };
  const replaced = Object.keys(refusal.values ?? {});
  const remedy = refusal.isOvertaken ? ("reload" as const) : undefined;
  return { status: "error", ...wordsOf(refusal, language), remedy, values, replaced };
}

const scopeOf = (context: TenantContext) => ({
  requestId: context.origin.requestId,
  tenantId: context.tenant.id,
  userId: context.actor.id,
});
