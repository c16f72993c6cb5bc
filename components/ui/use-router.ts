"use client";

import { useHref } from "@/components/ui/base-path";
import { useNavigate } from "@/components/ui/navigation";

type Options = { scroll?: boolean };

/** Goes to a path of this place, as `Link` does on a click. */
export function useRouter() {
  const navigate = useNavigate();
  const href = useHref();
  return {
    push: (path: string, options?: Options) => navigate(href(path), options),
    replace: (path: string, options?: Options) => navigate(href(path), { ...options, isReplacing: true }),
  };
}
