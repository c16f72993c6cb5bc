import type { Tenant } from "@/lib/core/context";
import { said } from "@/lib/platform/said";

type Policy = Pick<Tenant, "name" | "signUpPolicy" | "signUpDomains">;

/** Whether an address may sign up by itself. Asked when somebody signs up, and again when they confirm. */
export function isAdmitted({ signUpPolicy, signUpDomains }: Policy, email: string): boolean {
  if (signUpPolicy !== "domain") return signUpPolicy === "open";
  return signUpDomains.includes(email.slice(email.lastIndexOf("@") + 1));
}

/** What to do for whom the policy turns away. */
export function admissionRule({ name, signUpPolicy, signUpDomains }: Policy): string {
  if (signUpPolicy !== "domain") return said("onboarding.refused.byInvitation", { workspace: name });
  const domains = signUpDomains.map((one) => `@${one}`).join(", ");
  return said("onboarding.refused.byDomain", { count: signUpDomains.length, domains });
}
