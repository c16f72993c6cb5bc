"use client";

import "@/app/globals.css";
import { FailureButtons } from "@/components/messages/failure-buttons";
import { type PageError, pageFailure } from "@/components/messages/page-failure";
import { MessagePage } from "@/components/shell/message-page";
import { productName } from "@/lib/platform/product";

/** Replaces the root layout when that one fails, so it brings its own document. */
export default function GlobalError({ error, retry }: { error: PageError; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>{`Something failed · ${productName}`}</title>
        <MessagePage {...pageFailure(error)} action={<FailureButtons retry={retry} />} />
      </body>
    </html>
  );
}
