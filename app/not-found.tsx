import type { Metadata } from "next";
import { headers } from "next/headers";
import { BasePath } from "@/app/base-path";
import { NotFoundMessage } from "@/components/messages/not-found-message";
import { UnknownWorkspaceMessage } from "@/components/messages/unknown-workspace-message";
import { site } from "@/env";
import { getTranslations } from "@/lib/entry/language";
import { currentPlace } from "@/lib/entry/place";
import { rootUrl } from "@/lib/tenancy/host";

export async function generateMetadata(): Promise<Metadata> {
  const { kind } = await currentPlace();
  const t = await getTranslations("problems");
  return { title: t(kind === "unknown" ? "unknownWorkspace.documentTitle" : "missing.documentTitle") };
}

/** Only this not-found is drawn on the server, so the middleware sends hosts without a workspace to a route that is none. */
export default async function NotFound() {
  const { kind, tenant } = await currentPlace();
  if (kind === "unknown")
    return <UnknownWorkspaceMessage address={await askedAddress()} home={rootUrl(site(), "")} />;
  return (
    <BasePath>
      <NotFoundMessage workspaceName={tenant?.name} />
    </BasePath>
  );
}

/** What stood in the address bar: the host, or host and `/t/…` where all workspaces share one. */
async function askedAddress(): Promise<string> {
  const sent = await headers();
  const host = sent.get("host") ?? "";
  const slug = sent.get("x-workspace-slug");
  return site().routing === "path" && slug ? `${host}/t/${slug}` : host;
}
