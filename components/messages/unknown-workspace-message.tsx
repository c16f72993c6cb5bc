"use client";

import { MessagePage } from "@/components/shell/message-page";
import { buttonVariants } from "@/components/ui/button";
import { productName } from "@/lib/platform/product";

/** `address` is what was asked for; `home` the root domain's URL without a path. */
export function UnknownWorkspaceMessage({ address, home }: { address: string; home: string }) {
  return (
    <MessagePage
      code="404"
      title="There is no workspace at this address"
      description={
        <>
          <p>
            You asked for <strong className="break-all font-medium text-foreground">{address}</strong>. Check
            it for a typing mistake: the workspace’s own name is what differs from one to the next.
          </p>
          <p className="mt-3">
            If you do not remember it, we can mail you the addresses of all workspaces you belong to.
          </p>
        </>
      }
      // Absolute: on a host that is nobody's, a relative link leads back to this page.
      action={
        <>
          <a href={`${home}/find-workspace`} className={buttonVariants()}>
            Find your workspace
          </a>
          <a href={`${home}/sign-up`} className={buttonVariants({ variant: "outline" })}>
            Open a workspace
          </a>
          <a href={home} className={buttonVariants({ variant: "ghost" })}>
            {`Go to ${productName}`}
          </a>
        </>
      }
    />
  );
}
