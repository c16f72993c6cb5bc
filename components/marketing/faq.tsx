import { Plus } from "lucide-react";
import type { ReactNode } from "react";

export type Question = { question: string; answer: ReactNode };

/** Questions that open in place; the browser does it, no script. */
export function Faq({ questions }: { questions: Question[] }) {
  return (
    <div className="border-t">
      {questions.map(({ question, answer }) => (
        <details key={question} className="group border-b">
          <summary className="flex min-h-14 list-none items-center justify-between gap-6 rounded-md py-4 font-medium [&::-webkit-details-marker]:hidden">
            {question}
            <Plus
              aria-hidden
              className="size-4 shrink-0 text-muted-foreground transition-transform group-open:rotate-45"
            />
          </summary>
          <div className="max-w-2xl text-pretty pb-6 text-muted-foreground leading-7">{answer}</div>
        </details>
      ))}
    </div>
  );
}
