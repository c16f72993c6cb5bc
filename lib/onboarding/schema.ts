import { z } from "zod";
import { emailSchema, newPasswordSchema, passwordSchema, secretSchema } from "@/lib/auth/schema";
import { roles } from "@/lib/core/permissions";
import { pictureAddress } from "@/lib/pictures/schema";
import { displayName } from "@/lib/platform/display-name";
import { slugSchema } from "@/lib/tenancy/slug";

export const openAnotherWorkspaceInput = z.strictObject({ workspaceName: displayName, slug: slugSchema });

export const openWorkspaceInput = openAnotherWorkspaceInput.extend({
  name: displayName,
  email: emailSchema,
  password: newPasswordSchema,
});

export const signUpInput = z.strictObject({
  name: displayName,
  email: emailSchema,
  password: newPasswordSchema,
});

export const signUpReference = z.strictObject({
  token: secretSchema,
  /** What the browser that signed up was given; another browser has to choose the password again. */
  browserKey: secretSchema.optional(),
});

/** The password is that of the account or, where nobody holds the address yet, a new one. */
export const confirmSignUpInput = signUpReference.extend({
  name: displayName.optional(),
  password: passwordSchema.optional(),
});

/** The address again, because another may have taken the one that was asked for. */
export const confirmWorkspaceInput = confirmSignUpInput.extend({ slug: slugSchema });

export const invitationReference = z.strictObject({ token: secretSchema });

export const acceptInvitationInput = invitationReference.extend({
  name: displayName.optional(),
  password: passwordSchema.optional(),
});

/** What is known of an address that somebody wishes for. */
export const slugAnswer = z.object({
  status: z.enum(["available", "taken", "reserved", "invalid"]),
  /** A free address close to the wish, where there is one. */
  suggestion: z.string().nullable(),
});
export type SlugAnswer = z.output<typeof slugAnswer>;

/** What the browser that asked is given, to be known again when the mailed link is opened in it. */
export const askedHere = z.object({ browserKey: z.string() });

/** The ticket becomes the cookie of whoever came in; null where they are signed in already. */
export const entered = z.object({ ticket: z.string().nullable() });

/**
 * How whoever opened a mailed link makes the account of its address theirs: signed in to it here; with its password; with
 * the password typed in this very browser before the mail went out; by choosing one; or not, as somebody else is signed in.
 */
const mode = z.enum(["one_click", "password", "typed", "new_password", "wrong_account"]);
export type ClaimMode = z.output<typeof mode>;

/** A sign-up that waits for its confirmation; `refusal` says what to do where the workspace no longer admits the address. */
export const pendingMember = z.object({
  email: z.string(),
  name: z.string(),
  mode,
  refusal: z.string().nullable(),
  role: z.enum(roles),
});

/** A workspace that waits to be opened. Whether its address is taken by now, and never by whom. */
export const pendingWorkspace = z.object({
  workspaceName: z.string(),
  slug: z.string(),
  isTaken: z.boolean(),
  email: z.string(),
  name: z.string(),
  mode,
});

const closedState = z.enum(["unknown", "expired", "revoked", "accepted", "inviter_gone"]);
/** Why an invitation lets nobody in. */
export type ClosedState = z.output<typeof closedState>;

/** What an invitation offers to whoever opened its link, or why it offers nothing. */
export const offeredInvitation = z.discriminatedUnion("state", [
  z.object({ state: closedState }),
  z.object({
    state: z.literal("open"),
    email: z.string(),
    role: z.enum(roles),
    inviterName: z.string(),
    mode,
  }),
]);

/** A workspace as one of its members sees it in a list of theirs. */
export const joinedWorkspace = z.object({
  slug: z.string(),
  name: z.string(),
  picture: pictureAddress,
  status: z.enum(["active", "suspended"]),
  role: z.enum(roles),
});
