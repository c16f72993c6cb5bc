import { confirmWorkspace } from "@/lib/onboarding/confirm-workspace";
import { openWorkspace } from "@/lib/onboarding/open-workspace";
import { mailedSecret, password, visitor } from "../auth/people";

let serial = 0;
export const freshSlug = () => `venture-${++serial}-${process.pid}`;

export interface Wish {
  name: string;
  email: string;
  password: string;
  workspaceName: string;
  slug: string;
}

/** What somebody new types into the form. */
export function wish(overrides: Partial<Wish> = {}): Wish {
  const slug = freshSlug();
  const email = `kim@${slug}.example`;
  return { name: "Kim Larsen", email, password, workspaceName: "Venture", slug, ...overrides };
}

/** Asks for a workspace; answers with what the link in the mail and the browser's cookie hold. */
export async function asked(wanted: Wish, { run } = visitor()) {
  const { browserKey } = await run(openWorkspace, wanted);
  return { browserKey, token: await mailedSecret(wanted.email, "openWorkspace"), slug: wanted.slug };
}

/** The same, with the link used in the browser that asked. */
export const opened = async (wanted: Wish) => visitor().run(confirmWorkspace, await asked(wanted));
