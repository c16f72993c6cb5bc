import type { ReactNode } from "react";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { ActionForm, type FormAction, SubmitButton } from "@/components/ui/form";
import { Label } from "@/components/ui/label";

type ConfirmedFormProps<T> = {
  /** Tells the boxes of one page apart. */
  id: string;
  title: string;
  description: ReactNode;
  /** What one agrees to by ticking the box. */
  consent: ReactNode;
  submitLabel: string;
  action: FormAction<T>;
  children?: ReactNode;
};

/** A deed that is hard to take back. The box has no name: it is a question to the reader, with or without JavaScript. */
export function ConfirmedForm<T>(props: ConfirmedFormProps<T>) {
  const { id, title, description, consent, submitLabel, action, children } = props;
  return (
    <Card className="border-danger/40">
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <CardDescription>{description}</CardDescription>
      </CardHeader>
      <CardContent>
        <ActionForm action={action} className="grid gap-4">
          {children}
          <div className="flex items-start gap-3">
            <span className="flex h-5 items-center touch:h-11">
              <Checkbox id={id} required />
            </span>
            <Label htmlFor={id} className="block font-normal touch:min-h-11 touch:py-3">
              {consent}
            </Label>
          </div>
          <SubmitButton variant="destructive">{submitLabel}</SubmitButton>
        </ActionForm>
      </CardContent>
    </Card>
  );
}
