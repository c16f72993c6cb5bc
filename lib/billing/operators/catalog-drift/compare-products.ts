import type { Difference } from "./difference";

interface Product {
  id: string;
  name: string;
}

/** Products that are missing, archived or called something else. */
export function compareProducts(wanted: Product[], found: (Product & { isActive: boolean })[]): Difference[] {
  return wanted.flatMap(({ id, name }): Difference[] => {
    const known = found.find((product) => product.id === id);
    const of = {
      kind: "product",
      name: id,
      here: name,
      there: known?.name ?? null,
      isRepaired: true,
    } as const;
    if (!known) return [{ ...of, problem: "missing" }];
    if (!known.isActive) return [{ ...of, problem: "archived" }];
    return known.name === name ? [] : [{ ...of, problem: "other name" }];
  });
}
