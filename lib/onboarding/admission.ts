import type { Tenant } from "@/lib/core/context";

type Policy = Pick<Tenant, "name" | "signUpPolicy" | "signUpDomains">;

/** Whether an address may sign up by itself. Asked when somebody signs up, and again when they confirm. */
export function isAdmitted({ signUpPolicy, signUpDomains }: Policy, email: string): boolean {
  if (signUpPolicy !== "domain") return signUpPolicy === "open";
  return signUpDomains.includes(email.slice(email.lastIndexOf("@") + 1));
}

/** What to do for whom the policy turns away. */
export function admissionRule({ name, signUpPolicy, signUpDomains }: Policy): string {
  if (signUpPolicy !== "domain")
    return `${name} admits people by invitation. Ask somebody who works there to invite you.`;
  const admitted = signUpDomains.map((one) => `@${one}`).join(" or ");
  return `Use an e-mail that ends in ${admitted}, or ask for an invitation.`;
}
