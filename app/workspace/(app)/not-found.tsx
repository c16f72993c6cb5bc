"use client";

import { ShellMessage } from "@/components/messages/shell-message";

/** A browser component, because every page carries its not-found along: this way it is a name and not markup. */
export default function AppNotFound() {
  return (
    <ShellMessage
      icon="missing"
      code="404"
      title="There is nothing at this address"
      description="The link may be incomplete, or what it led to was deleted."
    />
  );
}
