import { z } from "zod";
import { emailSchema, newPasswordSchema, passwordSchema, secretSchema } from "@/lib/auth/schema";
import { displayName } from "@/lib/platform/display-name";
import { slugSchema } from "@/lib/tenancy/slug";

export const openAnotherWorkspaceInput = z.strictObject({ workspaceName: displayName, slug: slugSchema });

/** The password is a new one or, where the e-mail has an account, that account's. */
export const openWorkspaceInput = openAnotherWorkspaceInput.extend({
  name: displayName,
  email: emailSchema,
  password: passwordSchema,
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

export const confirmSignUpInput = signUpReference.extend({ password: newPasswordSchema.optional() });

export const invitationReference = z.strictObject({ token: secretSchema });

export const acceptInvitationInput = invitationReference.extend({
  name: displayName.optional(),
  password: passwordSchema.optional(),
});

export interface SlugAnswer {
  status: "available" | "taken" | "reserved" | "invalid";
  /** A free address close to the wish, where there is one. */
  suggestion: string | null;
}
