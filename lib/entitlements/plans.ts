import { z } from "zod";
import {
  amountsShape,
  businessAmounts,
  enterpriseAmounts,
  freeAmounts,
  professionalAmounts,
  starterAmounts,
} from "./plan-amounts";

export const planIds = ["free", "starter", "professional", "business", "enterprise"] as const;
export type PlanId = (typeof planIds)[number];

export const intervals = ["monthly", "quarterly", "annual"] as const;
export type Interval = (typeof intervals)[number];

/** A cap, or the literal "unlimited": never Infinity or -1, which do not survive JSON or arithmetic. */
export type Cap = number | "unlimited";
const cap = z.union([z.number().int().nonnegative(), z.literal("unlimited")]);

const planSchema = z.object({
  name: z.string(),
  tagline: z.string(),
  ...amountsShape,
  /** Members the base price covers, owner included. */
  seats: z.number().int().positive(),
  trialDays: z.number().int().nonnegative(),
  /** Can be bought without talking to anybody. */
  isSelfServe: z.boolean(),
  /**
   * False keeps a plan for those who have it and shows it to nobody else: they change their seats, cancel and leave. Never
   * delete a plan instead while anybody is on it.
   */
  isSold: z.boolean().default(true),
  limits: z.object({
    projects: cap,
    integrations: cap,
    customDomains: cap,
    apiCallsPerMonth: cap,
    storageGb: cap,
    /** Requests a minute for the whole workspace, enforced at the edge. */
    requestsPerMinute: z.number().int().positive(),
  }),
  support: z.string(),
  slaPercent: z.number(),
});
export type Plan = z.infer<typeof planSchema>;
export type LimitName = keyof Plan["limits"];
/** What a plan includes a number of. The rest of its limits is metered, and has words of its own where it is shown. */
export type Thing = Exclude<LimitName, "apiCallsPerMonth" | "storageGb" | "requestsPerMinute">;

export interface ThingWords {
  one: string;
  many: string;
  /** What of them counts although one might not expect it. */
  alsoCounted?: "archived ones" | "open invitations";
}

/** How they are called, wherever the product tells of them: prices, usage, refusals and notices. */
export const things: Record<Thing, ThingWords> = {
  projects: { one: "project", many: "projects", alsoCounted: "archived ones" },
  integrations: { one: "integration", many: "integrations" },
  customDomains: { one: "custom domain", many: "custom domains" },
};

/** Rises whenever an amount or a cap changes, so that a stored decision can name the catalog it was made under. */
export const catalogVersion = 2;

/** The one catalog: pricing page, entitlements, Stripe's products and the edge's limits all read it. */
export const plans: Record<PlanId, Plan> = z.record(z.enum(planIds), planSchema).parse({
  free: {
    name: "Free",
    tagline: "For trying things out with a colleague.",
    ...freeAmounts,
    seats: 2,
    trialDays: 0,
    isSelfServe: true,
    limits: {
      projects: 2,
      integrations: 1,
      customDomains: 0,
      apiCallsPerMonth: 1_000,
      storageGb: 1,
      requestsPerMinute: 300,
    },
    support: "Email",
    slaPercent: 99,
  },
  starter: {
    name: "Starter",
    tagline: "For a small team getting organized.",
    ...starterAmounts,
    seats: 3,
    trialDays: 14,
    isSelfServe: true,
    limits: {
      projects: 10,
      integrations: 5,
      customDomains: 1,
      apiCallsPerMonth: 50_000,
      storageGb: 10,
      requestsPerMinute: 1_200,
    },
    support: "Email",
    slaPercent: 99.5,
  },
  professional: {
    name: "Professional",
    tagline: "For companies that run on it every day.",
    ...professionalAmounts,
    seats: 10,
    trialDays: 14,
    isSelfServe: true,
    limits: {
      projects: 50,
      integrations: 20,
      customDomains: 3,
      apiCallsPerMonth: 500_000,
      storageGb: 100,
      requestsPerMinute: 6_000,
    },
    support: "Priority email",
    slaPercent: 99.9,
  },
  business: {
    name: "Business",
    tagline: "For several departments under one roof.",
    ...businessAmounts,
    seats: 25,
    trialDays: 14,
    isSelfServe: true,
    limits: {
      projects: "unlimited",
      integrations: "unlimited",
      customDomains: 10,
      apiCallsPerMonth: 5_000_000,
      storageGb: 1_000,
      requestsPerMinute: 24_000,
    },
    support: "Priority, within 4 hours",
    slaPercent: 99.95,
  },
  enterprise: {
    name: "Enterprise",
    tagline: "For organizations with requirements of their own.",
    ...enterpriseAmounts,
    seats: 100,
    trialDays: 0,
    isSelfServe: false,
    limits: {
      projects: "unlimited",
      integrations: "unlimited",
      customDomains: 50,
      apiCallsPerMonth: "unlimited",
      storageGb: "unlimited",
      requestsPerMinute: 96_000,
    },
    support: "24/7",
    slaPercent: 99.99,
  },
});

/** Whether one more (or `wanted` more) fits under a cap that already holds `used`. */
export function fits(limit: Cap, used: number, wanted = 1): boolean {
  return limit === "unlimited" || used + wanted <= limit;
}
