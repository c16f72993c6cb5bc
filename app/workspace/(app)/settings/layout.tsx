import type { ReactNode } from "react";
import { PageBody } from "@/components/shell/page-body";

/** Their navigation is the sidebar, which changes with the address. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return <PageBody width="narrow">{children}</PageBody>;
}
