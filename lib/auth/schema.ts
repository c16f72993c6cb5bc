import { z } from "zod";
import { instant } from "@/lib/platform/instant";
import { said } from "@/lib/platform/said";
import { safePath } from "./safe-path";

/** The longest password anything here looks at; a form allows less. */
const mostBytes = 1_024;

/**
 * An address as it is stored and compared: without what is invisible, lower case, NFC, the domain in its ASCII form.
 * Look-alikes of "@" are refused, because what a mail library folds into "@" would reach another mailbox.
 */
export const emailSchema = z
  .string({ error: said("auth.refused.enterEmail") })
  .transform((value) => value.replace(/\p{Default_Ignorable_Code_Point}/gu, "").trim())
  .pipe(z.string().min(1, said("auth.refused.enterEmail")))
  .transform((value) => value.toLowerCase().normalize("NFC"))
  .transform((value, context) => {
    const email = asciiDomain(value);
    if (email) return email;
    context.addIssue({ code: "custom", message: said("common.enterEmail") });
    return z.NEVER;
  });

export const passwordLength = { min: 12, max: 128 };

/** A password somebody chooses. Length is the one rule of form; what is guessable is refused by `assertStrong`. */
export const newPasswordSchema = z
  .string({ error: said("auth.refused.choosePassword") })
  .min(passwordLength.min, said("common.tooShort", { limit: passwordLength.min }))
  .max(passwordLength.max, said("common.tooLong", { limit: passwordLength.max }));

/** A password somebody remembers: only its size is checked, so that no old one is locked out by a newer rule. */
export const passwordSchema = z
  .string({ error: said("auth.refused.enterPassword") })
  .min(1, said("auth.refused.enterPassword"))
  .max(mostBytes, said("auth.refused.wrongPassword"));

/** Secrets of links and one-time codes, as `newSecret` makes them. */
export const secretSchema = z.string().max(100);

/** What stands for a secret and for a password in an example. Neither opens anything. */
export const exampleSecret = "made-up-secret-that-opens-nothing";
export const examplePassword = "a made-up passphrase";

/** Where to go after signing in: a path of this very host, or the first page. */
export const nextPathSchema = z
  .string()
  .optional()
  .transform((value) => safePath(value));

/** A sign-in as it leaves. */
export const signedIn = z.object({
  /** Becomes the cookie, once, on this host and within two minutes. Empty where a link has to be opened first. */
  ticket: z.string(),
  /** A path of this very host. */
  next: z.string(),
});

/** A person's session on one host, as they see it themselves. */
export const session = z.object({
  id: z.string(),
  /** "Firefox on macOS". */
  device: z.string(),
  ip: z.string().nullable(),
  /** Null for the root domain. */
  workspaceName: z.string().nullable(),
  lastSeenAt: instant,
  isCurrent: z.boolean(),
});

/** The account that a verification link is for, and the workspaces whoever confirms it would answer for. */
export const accountToVerify = z.object({
  email: z.string(),
  workspaces: z.array(z.object({ name: z.string(), slug: z.string() })),
  isSignedIn: z.boolean(),
});

function asciiDomain(value: string): string | null {
  const parts = /^([\p{L}\p{N}\p{M}.!#$%&'*+/=?^_`{|}~-]{1,64})@([\p{L}\p{N}\p{M}.-]{1,253})$/u.exec(value);
  const [, local = "", domain = ""] = parts ?? [];
  if (!local || local.startsWith(".") || local.endsWith(".") || local.includes("..")) return null;
  const host = hostOf(domain);
  const isName = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host);
  const email = `${local}@${host}`;
  return isName && email.length <= 254 ? email : null;
}

function hostOf(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return "";
  }
}
