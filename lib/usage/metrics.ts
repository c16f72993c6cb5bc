export type Aggregation = "sum" | "count" | "max" | "unique" | "last";

interface Metric {
  /** As a person reads it. */
  name: string;
  aggregation: Aggregation;
  /** Whether a workspace may report it through the API. What we measure ourselves it may not, or it could lower it. */
  isReportable: boolean;
}

/** Everything that is metered. The key is the API's word for it. */
export const metrics = {
  apiCalls: { name: "API calls", aggregation: "sum", isReportable: true },
  /** Bytes; measured once an hour. */
  storage: { name: "Storage", aggregation: "last", isReportable: false },
} as const satisfies Record<string, Metric>;
export type MetricId = keyof typeof metrics;

/** How a metric adds up. */
export const aggregationOf = (metric: MetricId): Aggregation => metrics[metric].aggregation;

export const metricIds = Object.keys(metrics) as MetricId[];
export const isMetric = (text: string): text is MetricId => Object.hasOwn(metrics, text);
