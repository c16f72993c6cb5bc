import { z } from "zod";
import { type Role, roleLabels } from "@/lib/core/permissions";
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

/** The change as it reads in the audit log: "domains: + b.example, − a.example; role: Viewer → Member". */
export function signUpChangeWords({ signUpPolicy, signUpDomains, signUpRole }: SignUpChange): string {
  const nameOf = (role: Role): string => roleLabels[role].name;
  return [
    ...(signUpPolicy ? [`who may join: ${signUpPolicy.from} → ${signUpPolicy.to}`] : []),
    ...(signUpDomains ? [`domains: ${domainWords(signUpDomains.from, signUpDomains.to)}`] : []),
    ...(signUpRole ? [`role: ${nameOf(signUpRole.from)} → ${nameOf(signUpRole.to)}`] : []),
  ].join("; ");
}

function domainWords(from: string[], to: string[]): string {
  const added = to.filter((one) => !from.includes(one)).map((one) => `+ ${one}`);
  const removed = from.filter((one) => !to.includes(one)).map((one) => `− ${one}`);
  return [...added, ...removed].join(", ");
}
