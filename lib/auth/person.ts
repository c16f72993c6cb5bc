import type { Actor, PlatformContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { EventType } from "@/lib/core/events";
import type { PlatformScope } from "@/lib/core/operation";
import { said } from "@/lib/platform/said";

type Person = NonNullable<PlatformContext["person"]>;

/** The signed-in person of an operation whose audience is "person". */
export function personOf({ person }: PlatformContext): Person {
  if (!person) throw new AppError("unauthenticated", said("common.signInFirst"));
  return person;
}

export const actorOf = ({ id, name, email }: Pick<Person, "id" | "name" | "email">): Actor => ({
  kind: "user",
  id,
  label: name,
  email,
});

/** Writes what a person did to their account into the history of the workspace they did it in; the root domain keeps none. */
export async function tellHere<E extends EventType>(
  { context, emitIn }: PlatformScope<E>,
  who: Pick<Person, "id" | "name" | "email">,
  type: NoInfer<E>,
): Promise<void> {
  if (context.tenant) await emitIn(context.tenant.id, actorOf(who), type, null);
}
