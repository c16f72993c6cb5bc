import { z } from "zod";

/** The longest password anything here looks at; a form allows less. */
const mostBytes = 1_024;

/**
 * An address as it is stored and compared: trimmed, NFC, lower case, the domain in its ASCII form.
 * Look-alikes of "@" are refused, because what a mail library folds into "@" would reach another mailbox.
 */
export const emailSchema = z
  .string({ error: "Enter your e-mail address." })
  .trim()
  .min(1, "Enter your e-mail address.")
  .transform((value) => value.normalize("NFC").toLowerCase())
  .transform((value, context) => {
    const email = asciiDomain(value);
    if (email) return email;
    context.addIssue({ code: "custom", message: "Enter an e-mail address such as name@company.com." });
    return z.NEVER;
  });

export const passwordLength = { min: 12, max: 128 };

/** A password somebody chooses. Length is the one rule of form; what is guessable is refused by `assertStrong`. */
export const newPasswordSchema = z
  .string({ error: "Choose a password." })
  .min(passwordLength.min, `Use at least ${passwordLength.min} characters.`)
  .max(passwordLength.max, `Use at most ${passwordLength.max} characters.`);

/** A password somebody remembers: only its size is checked, so that no old one is locked out by a newer rule. */
export const passwordSchema = z
  .string({ error: "Enter your password." })
  .min(1, "Enter your password.")
  .max(mostBytes, "That is not your password.");

/** Secrets of links and one-time codes, as `newSecret` makes them. */
export const secretSchema = z.string().max(100);

/** Where to go after signing in: a path of this very host, or the first page. */
export const nextPathSchema = z
  .string()
  .optional()
  .transform((value) => safePath(value));

/** The path if it stays on this host, "/" otherwise. Browsers read "//x", "/\x" and "/<tab>/x" as another host. */
export function safePath(path: string | null | undefined): string {
  if (!path || path.length > 1_000 || !/^\/(?![/\\])/.test(path) || /[\\\p{Cc}]/u.test(path)) return "/";
  return path;
}

function asciiDomain(value: string): string | null {
  const parts = /^([\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64})@([\p{L}\p{N}\p{M}.-]{1,253})$/u.exec(value);
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
