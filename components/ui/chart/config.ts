"use client";

import { type ComponentType, createContext, type ReactNode, useContext } from "react";

type Themes = { light: string; dark: string };

/** What each series is called and drawn in, by its key in the data. */
export type ChartConfig = Record<
  string,
  { label?: ReactNode; icon?: ComponentType } & (
    | { color?: string; theme?: never }
    | { color?: never; theme: Themes }
  )
>;

export const ChartContext = createContext<ChartConfig | null>(null);

export function useChart(): ChartConfig {
  const config = useContext(ChartContext);
  if (!config) throw new Error("This part of a chart needs a ChartContainer around it.");
  return config;
}
