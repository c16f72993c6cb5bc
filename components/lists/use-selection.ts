"use client";

import { useState } from "react";

/** Which rows of a page are chosen; whoever leaves the page is chosen no more. */
export function useSelection(ids: readonly string[]) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const chosen = ids.filter((id) => marked.has(id));
  return {
    chosen,
    isChosen: (id: string) => marked.has(id),
    choose: (id: string, isChosen: boolean) =>
      setMarked(new Set(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id))),
    chooseAll: (isChosen: boolean) => setMarked(new Set(isChosen ? ids : [])),
  };
}

export type Selection = ReturnType<typeof useSelection>;

/** The form without a script, to which the boxes of the rows belong. */
export const bulkFormId = "bulk";
