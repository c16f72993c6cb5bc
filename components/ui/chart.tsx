"use client";

import { type ComponentProps, type CSSProperties, useId, useLayoutEffect } from "react";
import { Legend, ResponsiveContainer, Tooltip } from "recharts";
import { type ChartConfig, ChartContext } from "@/components/ui/chart/config";
import { cn } from "@/lib/platform/cn";

export { type ChartConfig, useChart } from "@/components/ui/chart/config";
export { ChartLegendContent, ChartTooltipContent } from "@/components/ui/chart/content";

// recharts is large: load what imports this file late (`lazy`), as components/usage does.

/**
 * `--color-<key>` for each series. As properties of an element: a <style> would need the page's nonce. `light-dark` follows
 * the `color-scheme` that the theme sets.
 */
function colorsOf(config: ChartConfig): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, { color, theme }]) => {
      const value = theme ? `light-dark(${theme.light}, ${theme.dark})` : color;
      return value ? [[`--color-${key}`, value]] : [];
    }),
  );
}

const dress =
  "flex aspect-video justify-center text-xs [&_.recharts-cartesian-axis-tick_text]:fill-muted-foreground [&_.recharts-cartesian-grid_line]:stroke-border [&_.recharts-tooltip-cursor]:fill-muted [&_.recharts-curve.recharts-tooltip-cursor]:stroke-border [&_.recharts-surface]:outline-none [&_.recharts-layer]:outline-none";

type ChartContainerProps = ComponentProps<"div"> & {
  config: ChartConfig;
  children: ComponentProps<typeof ResponsiveContainer>["children"];
  /** In pixels, until the room is measured. */
  initialDimension?: { width: number; height: number };
};

/** The room a chart is drawn in, as wide as there is space. */
export function ChartContainer({
  id,
  className,
  style,
  children,
  config,
  initialDimension = { width: 320, height: 200 },
  ...props
}: ChartContainerProps) {
  const own = useId();
  return (
    <ChartContext value={config}>
      <div
        data-slot="chart"
        data-chart={`chart-${id ?? own}`}
        className={cn(dress, className)}
        style={{ ...colorsOf(config), ...style } as CSSProperties}
        {...props}
      >
        <ResponsiveContainer initialDimension={initialDimension}>{children}</ResponsiveContainer>
      </div>
    </ChartContext>
  );
}

/** Gives the colors to what stands outside of a ChartContainer under `data-chart={id}`. */
export function ChartStyle({ id, config }: { id: string; config: ChartConfig }) {
  useLayoutEffect(() => {
    for (const element of document.querySelectorAll<HTMLElement>(`[data-chart="${CSS.escape(id)}"]`))
      for (const [name, value] of Object.entries(colorsOf(config))) element.style.setProperty(name, value);
  }, [id, config]);
  return null;
}

export const ChartTooltip = Tooltip;
export const ChartLegend = Legend;
