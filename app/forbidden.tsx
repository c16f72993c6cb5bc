import type { Metadata } from "next";
import { BasePath } from "@/app/base-path";
import { ForbiddenMessage } from "@/components/messages/forbidden-message";
import { currentPlace } from "@/lib/entry/place";
import { contactAddress } from "@/lib/platform/contact";

export const metadata: Metadata = { title: "Not allowed" };

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
