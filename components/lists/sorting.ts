/** How a list is sorted, and the path that each head leads to. */
export interface Sorting {
  sort: string;
  isDescending: boolean;
  paths: Record<string, string>;
}

type Sorted<S extends string> = {
  sorts: readonly S[];
  sort: S;
  isDescending: boolean;
  pathOf: (sort: S, order?: "asc" | "desc") => string;
};

/** Another sort begins in its own order; the one that is shown is turned round. */
export const sortingOf = <S extends string>({ sorts, sort, isDescending, pathOf }: Sorted<S>): Sorting => ({
  ...{ sort, isDescending },
  paths: Object.fromEntries(
    sorts.map((one) => [one, one === sort ? pathOf(one, isDescending ? "asc" : "desc") : pathOf(one)]),
  ),
});
