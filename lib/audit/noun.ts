import { noun, plainly } from "@/lib/core/noun";
import { exportEvents } from "./export-events";
import { listEvents } from "./queries";

export const audit = noun({
  name: "audit",
  ids: { evt: "event" },
  events: plainly(
    "audit.exported",
    "security.permission_refused",
    "security.limit_reached",
    "security.attempts_limited",
    "security.sign_in_failed",
    "security.sign_in_failed_elsewhere",
    "security.password_refused",
    "security.link_refused",
    "security.handoff_refused",
    "security.origin_refused",
    "security.input_refused",
    "security.viewer_changed",
    "security.secret_refused",
    "security.flooded",
  ),
  operations: [listEvents, exportEvents],
});
