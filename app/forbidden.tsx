import type { Metadata } from "next";
import { ForbiddenMessage } from "@/components/messages/forbidden-message";
import { env } from "@/env";
import { currentPlace } from "@/lib/entry/place";

export const metadata: Metadata = { title: "Not allowed" };

export default async function Forbidden() {
  const { tenant, basePath } = await currentPlace();
  const suspension =
    tenant?.status === "suspended"
      ? { notice: tenant.suspendedNotice, contact: contactAddress() }
      : undefined;
  return <ForbiddenMessage basePath={basePath} workspaceName={tenant?.name} suspension={suspension} />;
}

/** The address our mail comes from; it is read. */
function contactAddress(): string {
  const { MAIL_FROM } = env();
  return /<([^>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM;
}
