import { operatorOf } from "@/lib/core/access";
import type { PlatformContext } from "@/lib/core/context";
import { log } from "@/lib/platform/log";

/** Keeps in the platform's log why an operator took something away: it is not for the workspace, and no row is left to hold it. */
export function noteReason(
  context: PlatformContext,
  { slug, deed, reason }: { slug: string; deed: string; reason: string },
): void {
  log().info({ operator: operatorOf(context).id, slug, deed, reason }, "an operator gave a reason");
}
