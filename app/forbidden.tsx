import type { Metadata } from "next";
import { BasePath } from "@/app/base-path";
import { ForbiddenMessage } from "@/components/messages/forbidden-message";
import { getTranslations } from "@/lib/entry/language";
import { currentPlace } from "@/lib/entry/place";
import { contactAddress } from "@/lib/platform/contact";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("problems.closed");
  return { title: t("documentTitle") };
}

export default async function Forbidden() {
  const { tenant } = await currentPlace();
  const suspension =
    tenant?.status === "suspended"
      ? { notice: tenant.suspendedNotice, contact: contactAddress() }
      : undefined;
  return (
    <BasePath>
      <ForbiddenMessage workspaceName={tenant?.name} suspension={suspension} />
    </BasePath>
  );
}
