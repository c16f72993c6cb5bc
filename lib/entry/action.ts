import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { after } from "next/server";
import type { z } from "zod";
import { env } from "@/env";
import { type Command, execute } from "@/lib/core/command";
import type { TenantContext } from "@/lib/core/context";
import type { AppError } from "@/lib/core/errors";
import { executePlatform, type PlatformCommand } from "@/lib/core/platform-command";
import { ask, type Query } from "@/lib/core/query";
import { withLogScope } from "@/lib/platform/log";
import { currentContext, currentPlatformContext } from "./context";
import { type FormState, formObject, typedValues } from "./form-state";
import { drainJobs } from "./job";
import { currentPlace, type Place } from "./place";
import { refusalOf } from "./refusal";
import { assertSameOrigin } from "./same-origin";

export type Action<T> = (previous: FormState<T>, form: FormData) => Promise<FormState<T>>;

interface After<O> {
  /** Where to go when it worked: a path of this place, or another address. */
  redirectTo?: string | ((result: O) => string | Promise<string>);
  /** What the toast says when it worked. */
  message?: string | ((result: O) => string);
  /** Runs in the same request: cookies, revalidation. Not for effects, which are jobs. */
  onDone?: (result: O, place: Place) => Promise<void> | void;
}

/** A server action over a command, for the member who is signed in. */
export function action<I extends z.ZodType, O>(command: Command<I, O>, next: After<O> = {}): Action<O> {
  return answer(next, async (input) => {
    const context: TenantContext = await currentContext();
    return withLogScope(scopeOf(context), () => execute(command, context, input as z.input<I>));
  });
}

/** A server action over a platform command: signing up, signing in, opening a workspace. */
export function platformAction<I extends z.ZodType, O>(
  command: PlatformCommand<I, O>,
  next: After<O> = {},
): Action<O> {
  return answer(next, async (input) =>
    executePlatform(command, await currentPlatformContext(), input as z.input<I>),
  );
}

/** A server function over a query, for what the browser asks while somebody types. A refusal rejects, without its reason. */
export function queryAction<I extends z.ZodType, O, R>(
  query: Query<I, O>,
  show: (found: O, place: Place) => R,
) {
  return async (input: z.input<I>): Promise<R> => {
    assertSameOrigin(await headers());
    const [context, place] = await Promise.all([currentContext(), currentPlace()]);
    return show(await withLogScope(scopeOf(context), () => ask(query, context, input)), place);
  };
}

function answer<O>(next: After<O>, deed: (input: unknown) => Promise<O>): Action<O> {
  return async (_previous, form) => {
    const place = await currentPlace();
    const requestHeaders = await headers();
    let target: string | undefined;
    let message: string | undefined;
    let result: O;
    try {
      assertSameOrigin(requestHeaders);
      result = await withLogScope({ requestId: place.origin.requestId }, () => deed(formObject(form)));
      if (env().WORKER === "off") after(drainJobs);
      await next.onDone?.(result, place);
      target = typeof next.redirectTo === "function" ? await next.redirectTo(result) : next.redirectTo;
      message = typeof next.message === "function" ? next.message(result) : next.message;
    } catch (thrown) {
      unstable_rethrow(thrown);
      return errorState(refusalOf(thrown), form);
    }
    if (target === undefined) return { status: "ok", data: result, message };
    if (target.startsWith("/")) redirect(`${place.basePath}${target}`);
    if (requestHeaders.has("next-action")) return { status: "leaving", url: target };
    redirect(target);
  };
}

function errorState<T>(refusal: AppError, form: FormData): FormState<T> {
  return { status: "error", message: refusal.message, fields: refusal.fields, values: typedValues(form) };
}

const scopeOf = (context: TenantContext) => ({
  requestId: context.origin.requestId,
  tenantId: context.tenant.id,
  userId: context.actor.id,
});
