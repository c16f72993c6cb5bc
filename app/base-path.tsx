import type { ReactNode } from "react";
import { BasePathProvider } from "@/components/ui/base-path";
import { currentBasePath } from "@/lib/entry/place";

/** Tells the links inside what addresses begin with at the place that was asked. */
export async function BasePath({ children }: { children: ReactNode }) {
  return <BasePathProvider value={await currentBasePath()}>{children}</BasePathProvider>;
}
