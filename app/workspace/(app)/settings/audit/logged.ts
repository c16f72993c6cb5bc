import type { LoggedEvent } from "@/components/audit/audit-table";
import { momentOf } from "@/components/projects/moment";
import { describeEvent } from "@/lib/audit/describe-event";
import type { EventRow } from "@/lib/audit/queries";
import { deviceOf } from "@/lib/auth/device";

/** An event as a line of the log. */
export function logged(event: EventRow): LoggedEvent {
  const { id, actorLabel, actorKind, createdAt, ip, userAgent } = event;
  const kind = actorKind === "user" ? null : kinds[actorKind];
  return {
    id,
    actor: actorLabel,
    // "Stripe Stripe paid the invoice": who is called what they are is named once.
    actorKind: kind === actorLabel ? null : kind,
    ...describeEvent(event),
    at: momentOf(createdAt),
    ip,
    device: userAgent ? deviceOf(userAgent) : null,
  };
}

const kinds = { api_key: "API key", operator: "Operator", system: "System", stripe: "Stripe" };
