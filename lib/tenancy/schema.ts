import { z } from "zod";
import { displayName } from "@/lib/platform/display-name";
import { domainProblem, normaliseDomain } from "./sign-up-domain";

export const signUpPolicies = ["invitation", "domain", "open"] as const;
export const signUpRoles = ["member", "viewer"] as const;
const mostDomains = 20;

export const updateWorkspaceInput = z.strictObject({ name: displayName });

/** E-mail domains as they are typed: parted by commas, blanks or lines, with or without an @. */
const signUpDomains = z
  .string()
  .max(4_000, `Enter at most ${mostDomains} domains.`)
  .default("")
  .transform((text, context) => {
    const problem = (message: string) => context.addIssue({ code: "custom", message });
    const domains = [
      ...new Set(
        text
          .split(/[\s,;]+/)
          .filter(Boolean)
          .map(normaliseDomain),
      ),
    ];
    const found = domains.map(domainProblem).find((message) => message !== null);
    if (found) problem(found);
    if (domains.length > mostDomains) problem(`Enter at most ${mostDomains} domains.`);
    return domains;
  });

export const updateSignUpInput = z
  .strictObject({
    signUpPolicy: z.enum(signUpPolicies, { error: "Choose who may join." }),
    signUpDomains,
    signUpRole: z.enum(signUpRoles, { error: "Choose a role." }).default("member"),
  })
  .refine((input) => input.signUpPolicy !== "domain" || input.signUpDomains.length > 0, {
    path: ["signUpDomains"],
    message: "Enter at least one domain, such as acme.com.",
  });

/** How an operator names a workspace. */
export const workspaceSlug = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "Name the workspace by its slug.")
  .max(40);
/** Why an operator does something: kept in the workspace's audit log. */
export const operatorReason = z
  .string()
  .trim()
  .min(3, "Say why, in at least 3 characters.")
  .max(200, "Use at most 200 characters.");

export const suspendWorkspaceInput = z.strictObject({ slug: workspaceSlug, reason: operatorReason });
export const reactivateWorkspaceInput = z.strictObject({ slug: workspaceSlug });

export const listTenantsInput = z.strictObject({
  search: z.string().trim().max(80).optional(),
  status: z.enum(["active", "suspended"]).optional(),
  cursor: z.string().max(300).optional(),
});
