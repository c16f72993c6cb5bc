import { billingOutbox } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { emitter } from "@/lib/core/events";
import { enqueue } from "@/lib/core/job";
import { clock } from "@/lib/platform/clock";
import { effectsJob, hasEffect } from "./effects";
import type { Transition } from "./transitions/transition";

/** Writes each transition once: the outbox's key decides, and only what is new there becomes an event or a mail. */
export async function recordTransitions(
  db: PlatformDb,
  tenantId: string,
  transitions: Transition[],
): Promise<void> {
  if (transitions.length === 0) return;
  const actor = { kind: "stripe", id: null, label: "Stripe" } as const;
  const emit = emitter(db, { tenantId, actor, origin: null });
  let owed = 0;
  for (const { effectKey, kind, event, subject, payload } of transitions) {
    const doneAt = hasEffect(kind) ? null : clock.now();
    const fresh = await db
      .insert(billingOutbox)
      .values({ effectKey, tenantId, kind, payload, doneAt })
      .onConflictDoNothing()
      .returning({ effectKey: billingOutbox.effectKey });
    if (fresh.length === 0) continue;
    await emit(event, subject, payload);
    if (!doneAt) owed++;
  }
  if (owed > 0) await enqueue(db, effectsJob, {}, { key: effectsJob.name });
}
