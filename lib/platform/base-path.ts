/**
 * A path of a place as the browser asks for it: ("/t/acme", "/projects") is "/t/acme/projects". What is no path, another
 * site's address or a place on the page, stays as it is.
 */
export function withBasePath(basePath: string, href: string): string {
  if (!href.startsWith("/")) return href;
  return href === "/" ? basePath || "/" : `${basePath}${href}`;
}
