import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { BasePathProvider } from "@/components/ui/base-path";
import { Link, PlainLink } from "@/components/ui/link";

const drawn = (node: ReactNode) => /href="([^"]*)"/.exec(renderToStaticMarkup(node))?.[1];
const under = (value: string, children: ReactNode) => createElement(BasePathProvider, { value, children });

test.each([Link, PlainLink])(
  "%o leads to a path of the place it stands in, before any script runs",
  (Kind) => {
    const link = (href: string) => createElement(Kind, { href }, "x");
    expect(drawn(under("/t/acme", link("/projects?status=all")))).toBe("/t/acme/projects?status=all");
    expect(drawn(under("/t/acme", link("/")))).toBe("/t/acme");
    expect(drawn(under("", link("/projects")))).toBe("/projects");
    expect(drawn(link("/pricing"))).toBe("/pricing");
  },
);

test.each([Link, PlainLink])("%o leaves alone what is no path", (Kind) => {
  for (const href of ["https://checkout.example/x", "#seats", "mailto:help@example.com"])
    expect(drawn(under("/t/acme", createElement(Kind, { href }, "x")))).toBe(href);
});
