import { z } from "zod";
import { emailSchema } from "@/lib/auth/schema";
import { roles } from "@/lib/core/permissions";
import { invitableRoles, longestSearch } from "./values";

const mostAtOnce = 20;

/** One address or several, parted by commas, semicolons, blanks or lines; `Ada <ada@acme.com>` counts as one. */
const emails = z
  .string({ error: "Enter an e-mail address." })
  .max(6_000, "Invite at most 20 people at once.")
  .transform((text, context) => {
    const problem = (message: string) => context.addIssue({ code: "custom", message });
    const parsed = addressesIn(text).map((address) => ({ address, ...emailSchema.safeParse(address) }));
    const wrong = parsed.filter((one) => !one.success).map((one) => one.address);
    const addresses = [...new Set(parsed.flatMap((one) => one.data ?? []))];
    if (parsed.length === 0) problem("Enter an e-mail address.");
    else if (wrong.length > 0) problem(`This does not look like an e-mail address: ${wrong.join(", ")}`);
    else if (addresses.length > mostAtOnce) problem(`Invite at most ${mostAtOnce} people at once.`);
    return addresses;
  });

export const inviteMemberInput = z.strictObject({
  emails,
  role: z.enum(invitableRoles, { error: "Choose a role." }),
});

const invitationId = z.string().regex(/^inv_[0-9a-z]{26}$/, "That is not an invitation.");
export const invitationReference = z.strictObject({ id: invitationId });

const memberId = z.string().regex(/^mem_[0-9a-z]{26}$/, "Choose a member.");
export const memberReference = z.strictObject({ id: memberId });

export const changeRoleInput = z.strictObject({
  id: memberId,
  role: z.enum(roles, { error: "Choose a role." }),
});

export const listMembersInput = z.strictObject({
  search: z
    .string()
    .max(longestSearch)
    .transform((text) => text.replaceAll("\0", "").trim())
    .optional()
    .catch(undefined),
  cursor: z.string().max(300).optional().catch(undefined),
  before: z.string().max(300).optional().catch(undefined),
});

function addressesIn(text: string): string[] {
  const bare = text.replace(/[^,;\n]*<([^<>]*)>/g, "$1");
  return bare.split(/[\s,;]+/).filter(Boolean);
}
