import type { AddressParts } from "@/components/auth/slug-field";
import { site } from "@/env";

/** What stands round the slug in a workspace's address, as far as a person needs to see it. */
export function addressParts(): AddressParts {
  const { rootDomain, routing } = site();
  return routing === "path"
    ? { before: `${rootDomain}/t/`, after: "" }
    : { before: "", after: `.${rootDomain}` };
}
