"use client";

import { useRouter as useNextRouter } from "next/navigation";
import { useHref } from "@/components/ui/base-path";

type Options = { scroll?: boolean };

/** Goes to a path of this place, as `Link` does on a click. */
export function useRouter() {
  const router = useNextRouter();
  const href = useHref();
  return {
    push: (path: string, options?: Options) => router.push(href(path), options),
    replace: (path: string, options?: Options) => router.replace(href(path), options),
  };
}
