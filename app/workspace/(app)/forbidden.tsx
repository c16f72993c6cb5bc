"use client";

import { ShellMessage } from "@/components/messages/shell-message";

/** A browser component for the reason of the not-found beside it. */
export default function AppForbidden() {
  return (
    <ShellMessage
      icon="locked"
      code="403"
      title="Your role does not include this page"
      description="Ask an owner or admin of the workspace if you need more."
    />
  );
}
