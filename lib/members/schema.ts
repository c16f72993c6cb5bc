import { z } from "zod";
import { emailSchema } from "@/lib/auth/schema";
import { roles } from "@/lib/core/permissions";
import { pictureAddress } from "@/lib/pictures/schema";
import { wordsOf } from "@/lib/platform/display-name";
import { exampleId } from "@/lib/platform/id";
import { instant } from "@/lib/platform/instant";
import { said } from "@/lib/platform/said";
import { pastedAddresses } from "./pasted-addresses";
import { invitableRoles, longestSearch } from "./values";

const mostAtOnce = 20;

/** A list as it was pasted: whom it names, what in it is no address, and who stands in it twice. */
const emails = z
  .string({ error: said("members.refused.enterEmail") })
  .max(20_000, said("members.refused.mostAtOnce", { most: mostAtOnce }))
  .transform((text, context) => {
    const problem = (message: string) => context.addIssue({ code: "custom", message });
    const parsed = pastedAddresses(text).map((written) => ({ written, ...emailSchema.safeParse(written) }));
    const wrong = parsed.filter((one) => !one.success).map((one) => one.written);
    const all = parsed.flatMap((one) => one.data ?? []);
    const addresses = [...new Set(all)];
    const twice = addresses.filter((address) => all.indexOf(address) !== all.lastIndexOf(address));
    if (parsed.length === 0) problem(said("members.refused.enterEmail"));
    else if (all.length === 0) problem(said("members.refused.noEmail", { text: wrong.join(", ") }));
    else if (addresses.length > mostAtOnce) problem(said("members.refused.mostAtOnce", { most: mostAtOnce }));
    return { addresses, wrong, twice };
  });

export const inviteMemberInput = z.strictObject({
  emails,
  role: z.enum(invitableRoles, { error: said("members.refused.chooseRole") }),
});

const invitationId = z.string().regex(/^inv_[0-9a-z]{26}$/, said("members.refused.noInvitation"));
export const invitationReference = z.strictObject({ id: invitationId });
export const invitationExample = { id: exampleId("inv") };

const memberId = z.string().regex(/^mem_[0-9a-z]{26}$/, said("members.refused.chooseMember"));
export const memberReference = z.strictObject({ id: memberId });
export const memberExample = { id: exampleId("mem") };

const role = z.enum(roles);

/** A member as they leave; `lastSeenAt` is null for who never signed in here. */
export const member = z.object({
  id: memberId,
  /** By which the history names them. */
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  picture: pictureAddress,
  role,
  joinedAt: instant,
  lastSeenAt: instant.nullable(),
});
export type MemberRow = z.output<typeof member>;

/** An invitation that nobody has answered; `invitedByName` is null where who sent it has gone. */
export const openInvitation = z.object({
  id: invitationId,
  email: z.string(),
  role,
  expiresAt: instant,
  isExpired: z.boolean(),
  invitedByName: z.string().nullable(),
});
export type InvitationRow = z.output<typeof openInvitation>;

/** Which invitation, and whose. */
export const invitationName = openInvitation.pick({ id: true, email: true });

/** An address that was not invited, as it was written where it is none, and why. */
export const refusedInvitation = z.object({
  email: z.string(),
  reason: z.enum(["invalid", "already_member", "already_invited", "limit_exceeded", "rate_limited"]),
  /** What the limit said. */
  message: z.string().optional(),
});
export type RefusedInvitation = z.output<typeof refusedInvitation>;

export const changeRoleInput = z.strictObject({
  id: memberId,
  role: z.enum(roles, { error: said("members.refused.chooseRole") }),
});

export const memberSearch = wordsOf({ most: longestSearch });

export const suggestMembersInput = z.strictObject({ search: memberSearch });
