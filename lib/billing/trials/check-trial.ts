import { z } from "zod";
import { type WorkspaceDb, withPlatform } from "@/db/tenant";
import { isTrialOpen } from "@/lib/billing/checkout/trial";
import type { TenantContext } from "@/lib/core/context";
import { command } from "@/lib/core/operation";
import { isTaken } from "./redemptions";
import { isTrialGranted } from "./trial-grant";
import { type TrialKey, trialKeysOf, workspaceHashOf } from "./trial-keys";

const standing = z.enum([
  "open",
  /** This workspace had its own. */
  "used_here",
  /** Somebody else with the same person or company had one; nobody is told who. */
  "used",
  /** Nobody who would start it has confirmed their address. */
  "unconfirmed",
]);
export type TrialStanding = z.output<typeof standing>;

/** Whether a plan may be tried here, and why not, before anybody goes to pay. */
export const checkTrial = command({
  name: "trial.check",
  summary: "Show whether a plan can still be tried",
  permission: "billing:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: z.strictObject({}),
  output: z.object({ standing }),
  emits: [],
  emitsNothing:
    "looking changes nothing; other workspaces' trials are no transaction's of this one, so it follows it",
  rest: { none: "GET /subscription tells whether the workspace had its trial" },
  example: {},
  run: ({ db, context }) => lookHere(db, context),
  afterCommit: ({ context }, found) => lookElsewhere(context.tenant.id, found),
});

/** Settled by what this workspace knows itself, or to be looked for elsewhere. */
type Found = { settled: TrialStanding } | { keys: TrialKey[] };

async function lookHere(db: WorkspaceDb, { tenant, actor }: TenantContext): Promise<Found> {
  if (await isTrialGranted(db, tenant.id)) return { settled: "open" };
  if (!(await isTrialOpen(db, tenant.id))) return { settled: "used_here" };
  const keys = await trialKeysOf(db, tenant.id, actor.kind === "user" ? actor.id : null);
  return keys.length === 0 ? { settled: "unconfirmed" } : { keys };
}

async function lookElsewhere(tenantId: string, found: Found): Promise<{ standing: TrialStanding }> {
  if ("settled" in found) return { standing: found.settled };
  const by = workspaceHashOf(tenantId);
  const taken = await withPlatform((db) => isTaken(db, by, found.keys));
  return { standing: taken ? "used" : "open" };
}
