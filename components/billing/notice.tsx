import type { ComponentProps, ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import type { Billing } from "@/lib/billing/queries";

type NoticeProps = Omit<ComponentProps<typeof Alert>, "action"> & {
  /** What can be done about it; nothing for who may only read. */
  actions?: ReactNode;
};

/** What every notice on the billing page is made of. */
export type NoticesProps = { billing: Billing; canManage: boolean };

/** What has to be known before anything else on the page, with its way out below, where a phone has room for it. */
export function Notice({ actions, children, ...alert }: NoticeProps) {
  return (
    <Alert {...alert}>
      <div className="text-pretty">{children}</div>
      {actions ? <div className="mt-3 flex flex-wrap items-end gap-2 text-foreground">{actions}</div> : null}
    </Alert>
  );
}
