import { z } from "zod";
import { levels } from "@/db/placement";
import { planIds } from "@/lib/entitlements/plans";
import { cursorText } from "@/lib/platform/cursor-text";
import { displayName, lineOf, wordsOf } from "@/lib/platform/display-name";
import { instant } from "@/lib/platform/instant";
import { region } from "@/lib/platform/region";
import { said } from "@/lib/platform/said";
import { domainProblem, normaliseDomain } from "./sign-up-domain";

export const signUpPolicies = ["invitation", "domain", "open"] as const;
export const signUpRoles = ["member", "viewer"] as const;
const mostDomains = 20;

export const updateWorkspaceInput = z.strictObject({ name: displayName });

/** E-mail domains as they are typed: parted by commas, blanks or lines, with or without an @. */
const signUpDomains = z
  .string()
  .max(4_000, said("tenancy.refused.mostDomains", { most: mostDomains }))
  .default("")
  .transform((text, context) => {
    const problem = (message: string) => context.addIssue({ code: "custom", message });
    const domains = [
      ...new Set(
        text
          .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
          .split(/[\s,;，；、]+/u)
          .filter(Boolean)
          .map(normaliseDomain),
      ),
    ];
    const found = domains.map(domainProblem).find((message) => message !== null);
    if (found) problem(found);
    if (domains.length > mostDomains) problem(said("tenancy.refused.mostDomains", { most: mostDomains }));
    return domains;
  });

export const updateSignUpInput = z
  .strictObject({
    signUpPolicy: z.enum(signUpPolicies, { error: said("tenancy.refused.chooseWho") }),
    signUpDomains,
    signUpRole: z.enum(signUpRoles, { error: said("tenancy.refused.chooseRole") }).default("member"),
  })
  .refine((input) => input.signUpPolicy !== "domain" || input.signUpDomains.length > 0, {
    path: ["signUpDomains"],
    message: said("tenancy.refused.oneDomain"),
  });

/** A workspace's own settings as they leave. */
export const settings = z.object({
  name: z.string(),
  slug: z.string(),
  language: region.shape.language,
  timeZone: region.shape.timeZone,
  signUpPolicy: z.enum(signUpPolicies),
  signUpDomains: z.array(z.string()),
  signUpRole: z.enum(signUpRoles),
  /** Where its content lives: in the schema all share, or in one of its own. */
  isolation: z.enum(levels),
});

/** How an operator names a workspace. */
export const workspaceSlug = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, said("tenancy.refused.nameBySlug"))
  .max(40);
const sayWhy = said("tenancy.refused.sayWhy");
/** Why an operator does something. */
export const operatorReason = lineOf({ most: 200, missing: sayWhy }).refine(
  (text) => text.length >= 3,
  sayWhy,
);

export const suspendWorkspaceInput = z.strictObject({
  slug: workspaceSlug,
  /** For operators alone. */
  reason: operatorReason,
  /** For everybody who opens the workspace's address, and its audit log. */
  notice: operatorReason.optional(),
});
export const reactivateWorkspaceInput = z.strictObject({ slug: workspaceSlug });
export const tellMoveInput = z.strictObject({ slug: workspaceSlug, to: z.enum(levels) });

const statuses = ["active", "suspended"] as const;

/** A workspace as operators see it. What is inside of it stays closed to them. */
export const tenantRow = z.object({
  slug: z.string(),
  name: z.string(),
  status: z.enum(statuses),
  suspendedReason: z.string().nullable(),
  suspendedNotice: z.string().nullable(),
  plan: z.enum(planIds),
  isolation: z.enum(levels),
  members: z.int(),
  createdAt: instant,
});
export type TenantRow = z.output<typeof tenantRow>;

export const listTenantsInput = z.strictObject({
  search: wordsOf({ most: 80 }).optional(),
  status: z.enum(statuses).optional(),
  cursor: cursorText(),
});
