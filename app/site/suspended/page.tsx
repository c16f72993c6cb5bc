import type { Metadata } from "next";
import { forbidden, notFound } from "next/navigation";
import { currentPlace } from "@/lib/entry/place";

export const metadata: Metadata = { title: { absolute: "Workspace suspended" } };

/** The middleware sends suspended workspaces here; `app/forbidden.tsx` is the page, with its 403. Nobody else has business here. */
export default async function SuspendedPage() {
  const { tenant } = await currentPlace();
  if (!tenant) notFound();
  forbidden();
}
