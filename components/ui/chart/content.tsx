"use client";

import type { ComponentProps, CSSProperties, ReactNode } from "react";
import type {
  DefaultLegendContentProps,
  DefaultTooltipContentProps,
  Tooltip,
  TooltipValueType,
} from "recharts";
import { type ChartConfig, useChart } from "@/components/ui/chart/config";
import { cn } from "@/lib/platform/cn";

type Indicator = "line" | "dot" | "dashed";

type ChartTooltipContentProps = ComponentProps<typeof Tooltip> &
  ComponentProps<"div"> &
  Omit<DefaultTooltipContentProps<TooltipValueType, number | string>, "accessibilityLayer"> & {
    hideLabel?: boolean;
    hideIndicator?: boolean;
    indicator?: Indicator;
    /** Where in the data the names of the series stand, if not in their keys. */
    nameKey?: string;
    labelKey?: string;
  };

/** What a chart says of the point under the mouse or the arrow keys. */
export function ChartTooltipContent({
  active,
  payload,
  className,
  indicator = "dot",
  hideLabel = false,
  hideIndicator = false,
  label,
  labelFormatter,
  labelClassName,
  formatter,
  color,
  nameKey,
  labelKey,
}: ChartTooltipContentProps) {
  const config = useChart();
  if (!active || !payload?.length) return null;
  const [first] = payload;
  const named = entryOf(config, first, labelKey ?? `${first?.dataKey ?? first?.name ?? "value"}`)?.label;
  const known = !labelKey && typeof label === "string" ? (config[label]?.label ?? label) : named;
  const heading = labelFormatter ? labelFormatter(known, payload) : known;
  return (
    <div
      className={cn(
        "grid min-w-32 gap-1.5 rounded-lg border bg-popover px-2.5 py-1.5 text-popover-foreground text-xs shadow-md",
        className,
      )}
    >
      {hideLabel || !heading ? null : <div className={cn("font-medium", labelClassName)}>{heading}</div>}
      {payload
        .filter(({ type }) => type !== "none")
        .map((item, index) => {
          const entry = entryOf(config, item, nameKey ?? `${item.name ?? item.dataKey ?? "value"}`);
          const tone = color ?? item.payload?.fill ?? item.color;
          return (
            <div key={`${item.dataKey ?? item.name}`} className="flex items-center gap-2 [&>svg]:size-2.5">
              {formatter && item.value !== undefined && item.name !== undefined ? (
                formatter(item.value, item.name, item, index, payload)
              ) : (
                <>
                  {entry?.icon ? <entry.icon /> : hideIndicator ? null : <Mark {...{ indicator, tone }} />}
                  <Figure name={entry?.label ?? item.name} value={item.value} />
                </>
              )}
            </div>
          );
        })}
    </div>
  );
}

const shapes: Record<Indicator, string> = {
  dot: "size-2.5 rounded-[2px] bg-(--tone)",
  line: "w-1 self-stretch bg-(--tone)",
  dashed: "self-stretch border-(--tone) border-[1.5px] border-dashed",
};

function Mark({ indicator, tone }: { indicator: Indicator; tone?: string }) {
  return (
    <span
      aria-hidden
      className={cn("shrink-0", shapes[indicator])}
      style={{ "--tone": tone } as CSSProperties}
    />
  );
}

function Figure({ name, value }: { name: ReactNode; value: unknown }) {
  return (
    <span className="flex flex-1 justify-between gap-4">
      <span className="text-muted-foreground">{name}</span>
      {value === undefined || value === null ? null : (
        <span className="font-medium tabular-nums">
          {typeof value === "number" ? value.toLocaleString() : String(value)}
        </span>
      )}
    </span>
  );
}

type ChartLegendContentProps = ComponentProps<"div"> &
  DefaultLegendContentProps & { hideIcon?: boolean; nameKey?: string };

export function ChartLegendContent({
  className,
  hideIcon = false,
  payload,
  verticalAlign = "bottom",
  nameKey,
}: ChartLegendContentProps) {
  const config = useChart();
  if (!payload?.length) return null;
  return (
    <div
      className={cn(
        "flex items-center justify-center gap-4",
        verticalAlign === "top" ? "pb-3" : "pt-3",
        className,
      )}
    >
      {payload
        .filter(({ type }) => type !== "none")
        .map((item) => {
          const entry = entryOf(config, item, nameKey ?? `${item.dataKey ?? "value"}`);
          return (
            <div key={`${item.dataKey ?? item.value}`} className="flex items-center gap-1.5 [&>svg]:size-3">
              {entry?.icon && !hideIcon ? <entry.icon /> : <Mark indicator="dot" tone={item.color} />}
              {entry?.label ?? item.value}
            </div>
          );
        })}
    </div>
  );
}

/** The series an item of recharts stands for: by the key itself, or by what stands under the key in the item or its data. */
function entryOf(config: ChartConfig, item: unknown, key: string): ChartConfig[string] | undefined {
  const data = textAt(item, "payload");
  const name = [textAt(item, key), textAt(data, key)].find((text) => typeof text === "string");
  return config[typeof name === "string" ? name : key] ?? config[key];
}

function textAt(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
