"use client";

import { ShellMessage } from "@/components/messages/shell-message";
import { Button } from "@/components/ui/button";

type AppErrorProps = { error: Error & { digest?: string }; retry: () => void };

export default function AppErrorPage({ error, retry }: AppErrorProps) {
  return (
    <ShellMessage
      icon="failed"
      code={error.digest && `Reference ${error.digest}`}
      title="This page could not be shown"
      description="The failure has been logged and nothing was changed. Try again; if it stays, send the reference above to support."
      action={<Button onClick={retry}>Try again</Button>}
    />
  );
}
