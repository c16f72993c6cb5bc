import type { LoggedEvent } from "@/components/audit/audit-table";
import { momentOf } from "@/components/ui/moment";
import type { EventRow } from "@/lib/audit/schema";
import { deviceOf } from "@/lib/auth/device";
import { describeEvent } from "@/lib/describe-event";

/** An event as a line of the log. */
export function logged(event: EventRow): LoggedEvent {
  const { id, actorLabel, actorKind, risk, createdAt, ip, userAgent } = event;
  const kind = actorKind === "user" || actorKind === "anonymous" ? null : kinds[actorKind];
  return {
    id,
    actor: actorLabel,
    // "Stripe Stripe paid the invoice": who is called what they are is named once.
    actorKind: kind === actorLabel ? null : kind,
    ...describeEvent(event),
    risk,
    at: momentOf(createdAt),
    ip,
    device: userAgent ? deviceOf(userAgent) : null,
  };
}

const kinds = { api_key: "API key", operator: "Operator", system: "System", stripe: "Stripe" };
