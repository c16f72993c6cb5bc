"use client";

import NextLink from "next/link";
import type { ComponentProps } from "react";
import { useHref } from "@/components/ui/base-path";
import { useNavigate } from "@/components/ui/navigation";

type To = {
  /** A path of this place, "/projects" on a workspace; the address of another site stays as it is. */
  href: string;
};

/** A link within the workspace, or whatever else the page belongs to. */
export function Link({ href, ...props }: Omit<ComponentProps<typeof NextLink>, "href"> & To) {
  const address = useHref()(href);
  const navigate = useNavigate();
  const { scroll, replace } = props;
  return (
    <NextLink
      href={address}
      {...props}
      onNavigate={(event) => {
        event.preventDefault();
        navigate(address, { scroll, isReplacing: replace });
      }}
    />
  );
}

/** The same as a plain anchor: for files, and for pages that have to be loaded anew as a whole. */
export function PlainLink({ href, children, ...props }: ComponentProps<"a"> & To) {
  return (
    <a href={useHref()(href)} {...props}>
      {children}
    </a>
  );
}
