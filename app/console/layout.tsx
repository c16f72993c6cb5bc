import type { Metadata } from "next";
import type { ReactNode } from "react";

export const metadata: Metadata = { title: "Console", robots: { index: false, follow: false } };

/** Operators of the platform, on the admin host. */
export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return children;
}
