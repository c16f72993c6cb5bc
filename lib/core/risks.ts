/** How grave a refusal is, rising. */
export const risks = ["low", "medium", "high"] as const;
export type Risk = (typeof risks)[number];
