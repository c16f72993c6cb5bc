import type { Metadata } from "next";
import { BasePath } from "@/app/base-path";
import { ForbiddenMessage } from "@/components/messages/forbidden-message";
import { env } from "@/env";
import { currentPlace } from "@/lib/entry/place";

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

function contactAddress(): string {
  const { SUPPORT_EMAIL, MAIL_FROM } = env();
  return SUPPORT_EMAIL ?? /<([^>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM;
}
