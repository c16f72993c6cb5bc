import { noun } from "@/lib/core/noun";
import { exportEvents } from "./export-events";
import { listEvents } from "./queries";

export const audit = noun({
  name: "audit",
  ids: { evt: "event" },
  events: {
    "audit.exported": "exported the audit log",
    "security.permission_refused": "tried something they may not do",
    "security.limit_reached": "reached a limit of the plan",
    "security.attempts_limited": "was held back after too many attempts",
    "security.sign_in_failed": "failed to sign in",
    "security.sign_in_failed_elsewhere": "failed at other doors to sign in to accounts of this workspace",
    "security.password_refused": "entered a wrong password",
    "security.link_refused": "used an expired or invalid link",
    "security.handoff_refused": "used an expired or invalid sign-in code",
    "security.origin_refused": "sent a form from another site",
    "security.input_refused": "sent fields that no form asks for",
    "security.viewer_changed": "sent a form that was opened by somebody else",
    "security.secret_refused": "used a key that does not fit",
    "security.flooded": "was refused more often than is listed here",
  },
  operations: [listEvents, exportEvents],
});
