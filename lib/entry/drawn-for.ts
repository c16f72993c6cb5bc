import type { TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { drawnForField } from "./form-state";

interface Person {
  id: string;
  email: string;
}

/** The person a context speaks for; an API key draws no forms. */
export const personIn = ({ actor }: TenantContext): Person | null => (actor.kind === "user" ? actor : null);

/** What a form carries of the person it is drawn for, or of nobody. Readable: it guards against a mix-up, not a forger. */
export const drawnFor = (person: Person | null): string => (person ? `${person.id} ${person.email}` : "");

/**
 * Refuses a form that was drawn for somebody else than who is signed in now, as when the account was changed in another
 * tab. One drawn for nobody may still sign in or up: `isForAnybody` says that the deed asks for no person.
 */
export function assertDrawnFor(form: FormData, now: Person | null, isForAnybody: boolean): void {
  if (!now) return;
  const [id = "", email] = String(form.get(drawnForField) ?? "").split(" ");
  if (id === now.id || (id === "" && isForAnybody)) return;
  const then = email ? `This form was opened as ${email}.` : "This form was opened before that.";
  throw new AppError(
    "conflict",
    `You are now signed in as ${now.email}. ${then} Nothing was saved; reload the page to go on as ${now.email}.`,
    { trace: "viewer" },
  );
}
