"use client";

import { FailureButtons } from "@/components/messages/failure-buttons";
import { type PageError, usePageFailure } from "@/components/messages/page-failure";
import { MessagePage } from "@/components/shell/message-page";

export default function ErrorPage({ error, retry }: { error: PageError; retry: () => void }) {
  return <MessagePage {...usePageFailure(error)} action={<FailureButtons retry={retry} />} />;
}
