"use client";

import { useTranslations } from "#translations";
import { MessagePage } from "@/components/shell/message-page";
import { buttonVariants } from "@/components/ui/button";
import { productName } from "@/lib/platform/product";

/** `address` is what was asked for; `home` the root domain's URL without a path. */
export function UnknownWorkspaceMessage({ address, home }: { address: string; home: string }) {
  const t = useTranslations("problems.unknownWorkspace");
  return (
    <MessagePage
      code="404"
      title={t("title")}
      description={
        <>
          <p>
            {t.rich("asked", {
              address,
              strong: (words) => <strong className="break-all font-medium text-foreground">{words}</strong>,
            })}
          </p>
          <p className="mt-3">{t("forgotten")}</p>
        </>
      }
      // Absolute: on a host that is nobody's, a relative link leads back to this page.
      action={
        <>
          <a href={`${home}/find-workspace`} className={buttonVariants()}>
            {t("find")}
          </a>
          <a href={`${home}/sign-up`} className={buttonVariants({ variant: "outline" })}>
            {t("open")}
          </a>
          <a href={home} className={buttonVariants({ variant: "ghost" })}>
            {t("home", { product: productName })}
          </a>
        </>
      }
    />
  );
}
