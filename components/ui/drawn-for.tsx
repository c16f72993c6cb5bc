"use client";

import { createContext, type ReactNode, useContext } from "react";
import { drawnForField } from "@/lib/entry/form-state";

const DrawnForContext = createContext("");

/** Says for whom all forms inside are drawn, so that nobody who signs in meanwhile saves them unawares. */
export function DrawnForProvider({ person, children }: { person: string; children: ReactNode }) {
  return <DrawnForContext value={person}>{children}</DrawnForContext>;
}

/** The hidden field every form over an action carries. */
export function DrawnFor() {
  return <input type="hidden" name={drawnForField} value={useContext(DrawnForContext)} />;
}

/** Makes the form of a button that stands in none: what is sent carries the same. */
export function useDrawnForm(): (fields: Record<string, string>) => FormData {
  const person = useContext(DrawnForContext);
  return (fields) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ [drawnForField]: person, ...fields })) form.set(name, value);
    return form;
  };
}
