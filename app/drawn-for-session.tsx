import type { ReactNode } from "react";
import { DrawnForProvider } from "@/components/ui/drawn-for";
import { currentSession } from "@/lib/entry/context";
import { drawnFor } from "@/lib/entry/drawn-for";

/** Binds the forms inside to whoever is signed in on this host, which may be nobody. */
export async function DrawnForSession({ children }: { children: ReactNode }) {
  const session = await currentSession();
  return <DrawnForProvider person={drawnFor(session?.user ?? null)}>{children}</DrawnForProvider>;
}
