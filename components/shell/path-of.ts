/** A path inside the workspace as the browser sees it: ("/t/acme", "/") is "/t/acme". */
export function pathOf(basePath: string, href: string): string {
  return href === "/" ? basePath || "/" : `${basePath}${href}`;
}
