import { headers } from "next/headers";
import { forbidden, notFound } from "next/navigation";
import type { z } from "zod";
import { safePath } from "@/lib/auth/safe-path";
import type { TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { PlatformCommand, PlatformQuery, Query } from "@/lib/core/operation";
import { runOnPlatform, runQuery } from "@/lib/core/run";
import { withLogScope } from "@/lib/platform/log";
import { currentContext, currentPlatformContext } from "./context";
import { currentLanguage } from "./language";
import { lead } from "./lead";
import { currentTenant } from "./place";
import { refusalOf, wordsOf } from "./refusal";

/** The signed-in member a page is drawn for; sends everybody else to the sign-in page and back. */
export async function viewer(): Promise<TenantContext> {
  await currentTenant();
  return translate(currentContext);
}

/** Runs a query for a page, turning a refusal into the page it deserves: 404, 403, or signing in. */
export async function read<I extends z.ZodType, O extends z.ZodType>(
  query: Query<I, O>,
  input: z.input<I>,
): Promise<z.output<O>> {
  const context = await viewer();
  const scope = {
    requestId: context.origin.requestId,
    tenantId: context.tenant.id,
    userId: context.actor.id,
  };
  return translate(() => withLogScope(scope, () => runQuery(query, context, input)));
}

/** Runs a platform command for a page before any door, such as the page of a mailed link; refusals as in `read`. */
export async function look<I extends z.ZodType, O extends z.ZodType>(
  operation: PlatformCommand<I, O> | PlatformQuery<I, O>,
  input: z.input<I>,
): Promise<z.output<O>> {
  const context = await currentPlatformContext();
  return translate(() => runOnPlatform(operation, context, input));
}

export type Attempt<T> =
  | { ok: true; value: T }
  | { ok: false; message: string; fields: Record<string, string[]> };

/** For a page that shows a refusal where the answer would stand, such as the price of what cannot be bought. */
export async function attempt<T>(work: (context: TenantContext) => Promise<T>): Promise<Attempt<T>> {
  const context = await viewer();
  return translate(async () => {
    try {
      return { ok: true, value: await work(context) };
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      if (["unauthenticated", "forbidden"].includes(refusal.code)) throw refusal;
      return { ok: false, ...wordsOf(refusal, await currentLanguage()) };
    }
  });
}

async function translate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    if (thrown.code === "unauthenticated") return lead(await signInPath());
    if (thrown.code === "not_found" || thrown.code === "invalid") notFound();
    if (thrown.code === "forbidden") forbidden();
    throw thrown;
  }
}

async function signInPath(): Promise<string> {
  const path = safePath((await headers()).get("x-path"));
  return `/sign-in${path === "/" ? "" : `?next=${encodeURIComponent(path)}`}`;
}
