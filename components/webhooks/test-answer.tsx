"use client";

import { useContext } from "react";
import { Alert } from "@/components/ui/alert";
import { FormContext } from "@/components/ui/form";

interface Answer {
  status: number | null;
  durationMs: number;
  answer: string;
  isDelivered: boolean;
}

/** What the receiver of a test event answered, below the button that sent it. */
export function TestAnswer({ unanswered }: { unanswered: string }) {
  const { state } = useContext(FormContext);
  const data = state.status === "ok" && isAnswer(state.data) ? state.data : null;
  if (!data) return null;
  const { status, durationMs, answer, isDelivered } = data;
  return (
    <Alert
      variant={isDelivered ? "success" : "warning"}
      title={status === null ? unanswered : `${status} · ${durationMs} ms`}
    >
      {answer ? <pre className="whitespace-pre-wrap font-mono text-xs">{answer}</pre> : null}
    </Alert>
  );
}

const isAnswer = (data: unknown): data is Answer =>
  typeof data === "object" && data !== null && "isDelivered" in data;
