"use client";

import "@/app/globals.css";
import { MessagePage } from "@/components/shell/message-page";
import { Button } from "@/components/ui/button";

type GlobalErrorProps = { error: Error & { digest?: string }; retry: () => void };

/** Replaces the root layout when that one fails, so it brings its own document. */
export default function GlobalError({ error, retry }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>Something failed · Tenantry</title>
        <MessagePage
          code={error.digest && `Reference ${error.digest}`}
          title="Tenantry could not be shown"
          description="The failure has been logged. Try again in a moment."
          action={<Button onClick={retry}>Try again</Button>}
        />
      </body>
    </html>
  );
}
