import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import type { z } from "zod";
import type { TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { ask, type Query } from "@/lib/core/query";
import { withLogScope } from "@/lib/platform/log";
import { currentContext } from "./context";
import { currentPlace, currentTenant } from "./place";
import { refusalOf } from "./refusal";

/** The signed-in member a page is drawn for; sends everybody else to the sign-in page and back. */
export async function viewer(): Promise<TenantContext> {
  await currentTenant();
  return translate(currentContext);
}

/** Runs a query for a page, turning a refusal into the page it deserves: 404, 403, or signing in. */
export async function read<I extends z.ZodType, O>(query: Query<I, O>, input: z.input<I>): Promise<O> {
  const context = await viewer();
  const scope = {
    requestId: context.origin.requestId,
    tenantId: context.tenant.id,
    userId: context.actor.id,
  };
  return translate(() => withLogScope(scope, () => ask(query, context, input)));
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
      return { ok: false, message: refusal.message, fields: refusal.fields ?? {} };
    }
  });
}

async function translate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    if (thrown.code === "unauthenticated") redirect(await signInPath());
    if (thrown.code === "not_found" || thrown.code === "invalid") notFound();
    if (thrown.code === "forbidden") forbidden();
    throw thrown;
  }
}

async function signInPath(): Promise<string> {
  const { basePath } = await currentPlace();
  const path = (await headers()).get("x-path") ?? "/";
  return `${basePath}/sign-in${path === "/" ? "" : `?next=${encodeURIComponent(path)}`}`;
}
