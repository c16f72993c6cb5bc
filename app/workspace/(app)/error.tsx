"use client";

import { FailureButtons } from "@/components/messages/failure-buttons";
import { type PageError, pageFailure } from "@/components/messages/page-failure";
import { ShellMessage } from "@/components/messages/shell-message";

export default function AppErrorPage({ error, retry }: { error: PageError; retry: () => void }) {
  return <ShellMessage icon="failed" {...pageFailure(error)} action={<FailureButtons retry={retry} />} />;
}
