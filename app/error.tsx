"use client";

import { MessagePage } from "@/components/shell/message-page";
import { Button } from "@/components/ui/button";

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <MessagePage
      code={error.digest && `Reference ${error.digest}`}
      title="This page could not be shown"
      description="The failure has been logged. Try again; if it stays, send the reference above to support."
      action={<Button onClick={retry}>Try again</Button>}
    />
  );
}
