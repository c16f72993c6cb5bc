import type { Metadata } from "next";
import { forbidden } from "next/navigation";

export const metadata: Metadata = { title: { absolute: "Workspace suspended" } };

/** The middleware sends suspended workspaces here; `forbidden.tsx` beside it is the page, with its 403. */
export default function SuspendedPage() {
  forbidden();
}
