import type { Metadata } from "next";
import type { ReactNode } from "react";
import { BasePath } from "@/app/base-path";
import { currentPlace, currentTenant } from "@/lib/entry/place";
import { productName } from "@/lib/platform/product";

export async function generateMetadata(): Promise<Metadata> {
  const name = (await currentPlace()).tenant?.name ?? productName;
  return { title: { default: name, template: `%s · ${name}` }, robots: { index: false, follow: false } };
}

/** Everything on a workspace's own address: 404 where there is none, 403 where it is suspended. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  await currentTenant();
  return <BasePath>{children}</BasePath>;
}
