import { z } from "zod";
import { said } from "@/lib/platform/said";
import { signUpPolicies, signUpRoles } from "./schema";

interface SignUp {
  signUpPolicy: (typeof signUpPolicies)[number];
  signUpDomains: string[];
  signUpRole: (typeof signUpRoles)[number];
}

const fromTo = <S extends z.ZodType>(value: S) => z.object({ from: value, to: value }).optional();

/** What an event says of a change of who may join: of each member that is another now, the old and the new. */
export const signUpChange = z.object({
  signUpPolicy: fromTo(z.enum(signUpPolicies)),
  signUpDomains: fromTo(z.array(z.string())),
  signUpRole: fromTo(z.enum(signUpRoles)),
});
type SignUpChange = z.output<typeof signUpChange>;

/** The change from one policy to another; empty where they are the same. */
export function changeOfSignUp(from: SignUp, to: SignUp): SignUpChange {
  return {
    ...(from.signUpPolicy !== to.signUpPolicy && {
      signUpPolicy: { from: from.signUpPolicy, to: to.signUpPolicy },
    }),
    ...(domainWords(from.signUpDomains, to.signUpDomains) !== "" && {
      signUpDomains: { from: from.signUpDomains, to: to.signUpDomains },
    }),
    ...(from.signUpRole !== to.signUpRole && { signUpRole: { from: from.signUpRole, to: to.signUpRole } }),
  };
}

export const policyWords = (policy: SignUp["signUpPolicy"]) => ({ said: said(`history.policies.${policy}`) });
const roleWords = (role: SignUp["signUpRole"]) => ({ said: said(`roles.${role}`) });

/** The change as the audit log says it, a line for each: "domains: + b.example, − a.example", "role: Viewer → Member". */
export function signUpChangeWords({ signUpPolicy, signUpDomains, signUpRole }: SignUpChange): string {
  const lines: string[] = [];
  if (signUpPolicy)
    lines.push(
      said("history.policy", { from: policyWords(signUpPolicy.from), to: policyWords(signUpPolicy.to) }),
    );
  if (signUpDomains)
    lines.push(said("history.domains", { change: domainWords(signUpDomains.from, signUpDomains.to) }));
  if (signUpRole)
    lines.push(said("history.role", { from: roleWords(signUpRole.from), to: roleWords(signUpRole.to) }));
  return lines.join("\n");
}

function domainWords(from: string[], to: string[]): string {
  const added = to.filter((one) => !from.includes(one)).map((one) => `+ ${one}`);
  const removed = from.filter((one) => !to.includes(one)).map((one) => `− ${one}`);
  return [...added, ...removed].join(", ");
}
