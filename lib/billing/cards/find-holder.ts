import type { WorkspaceDb } from "@/db/tenant";
import { findPauseEnd } from "@/lib/billing/changes/pause-end";
import { findCustomerId } from "@/lib/billing/find-customer";

export interface CardHolder {
  customerId: string;
  /** Whether a pause ends on a day that is set, on which the card is charged. Stripe knows nothing of that day. */
  isChargedLater: boolean;
}

/** Whose cards they are; null before the first checkout. */
export async function findHolder(db: WorkspaceDb, tenantId: string): Promise<CardHolder | null> {
  const customerId = await findCustomerId(db, tenantId);
  if (!customerId) return null;
  return { customerId, isChargedLater: (await findPauseEnd(db, tenantId)) !== null };
}
