import { Check } from "lucide-react";
import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";

export interface Step {
  title: string;
  description: string;
  isDone: boolean;
  label: string;
  href: string;
}

/** What to do in a workspace that was opened a moment ago; the first step that is open has the button that stands out. */
export function FirstSteps({ steps }: { steps: Step[] }) {
  const t = useTranslations("shell.firstSteps");
  const next = steps.find(({ isDone }) => !isDone);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <CardDescription>{t("description")}</CardDescription>
      </CardHeader>
      <CardContent>
        <ol className="grid gap-4 md:grid-cols-3">
          {steps.map((step, index) => (
            <li key={step.href} className="flex flex-col gap-3 rounded-md border p-4">
              <StepMark number={index + 1} isDone={step.isDone} />
              <div className="flex-1">
                <p className="font-medium">{step.title}</p>
                <p className="mt-1 text-pretty text-muted-foreground">{step.description}</p>
              </div>
              <Button
                asChild
                size="sm"
                variant={step === next ? "default" : "outline"}
                className="justify-self-start"
              >
                <Link href={step.href}>{step.label}</Link>
              </Button>
            </li>
          ))}
        </ol>
      </CardContent>
    </Card>
  );
}

function StepMark({ number, isDone }: { number: number; isDone: boolean }) {
  const t = useTranslations("shell.firstSteps");
  return (
    <span className="grid size-7 place-items-center rounded-full bg-brand-subtle font-semibold text-brand text-xs">
      {isDone ? (
        <>
          <Check aria-hidden className="size-4" />
          <span className="sr-only">{t("done")}</span>
        </>
      ) : (
        number
      )}
    </span>
  );
}
