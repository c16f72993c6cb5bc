import type { LoggedEvent } from "@/components/audit/audit-table";
import { momentOf } from "@/components/ui/moment";
import type { EventRow } from "@/lib/audit/schema";
import { deviceOf } from "@/lib/auth/device";
import { describeEvent } from "@/lib/describe-event";
import type { Formats } from "@/lib/platform/formats";

/** An event as a line of the log. */
export function logged(event: EventRow, formats: Formats): LoggedEvent {
  const { id, actorLabel, actorKind, risk, createdAt, ip, userAgent } = event;
  const kind = actorKind === "user" || actorKind === "anonymous" ? null : kinds[actorKind];
  return {
    id,
    actor: actorLabel,
    // "Stripe Stripe paid the invoice": who is called what they are is named once.
    actorKind: kind === actorLabel ? null : kind,
    ...describeEvent(event),
    risk,
    at: momentOf(createdAt, formats),
    ip,
    device: userAgent ? deviceOf(userAgent) : null,
  };
}

const kinds = { api_key: "API key", operator: "Operator", system: "System", stripe: "Stripe" };
