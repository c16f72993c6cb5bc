import type { Source } from "./sources";

/** The circles among files, by type too: each as the files that can reach one another (Tarjan's strongly connected components). */
export function cyclesAmong(files: Source[]): string[][] {
  const paths = new Set(files.map(({ path }) => path));
  const targets = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.map(({ target }) => target).filter((one) => paths.has(one)),
    ]),
  );
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const low = (path: string) => lowest.get(path) ?? Number.POSITIVE_INFINITY;

  function visit(path: string): void {
    order.set(path, order.size);
    lowest.set(path, order.size - 1);
    open.push(path);
    for (const target of targets.get(path) ?? []) {
      if (!order.has(target)) visit(target);
      if (open.includes(target)) lowest.set(path, Math.min(low(path), low(target)));
    }
    if (low(path) !== order.get(path)) return;
    const circle = open.splice(open.indexOf(path));
    if (circle.length > 1) found.push(circle.toSorted());
  }

  for (const { path } of files) if (!order.has(path)) visit(path);
  return found;
}
