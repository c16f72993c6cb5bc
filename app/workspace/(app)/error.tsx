"use client";

import { FailureButtons } from "@/components/messages/failure-buttons";
import { type PageError, usePageFailure } from "@/components/messages/page-failure";
import { ShellMessage } from "@/components/messages/shell-message";

export default function AppErrorPage({ error, retry }: { error: PageError; retry: () => void }) {
  return <ShellMessage icon="failed" {...usePageFailure(error)} action={<FailureButtons retry={retry} />} />;
}
