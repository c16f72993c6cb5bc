import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/platform";
import { platformCommand } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { displayName } from "@/lib/platform/display-name";
import { personOf, tellHere } from "./person";

/** Changes the name a person goes by, in all their workspaces. */
export const updateProfile = platformCommand({
  name: "account.update",
  summary: "Change your name",
  audience: "person",
  input: z.strictObject({ name: displayName }),
  output: z.object({ name: z.string() }),
  emits: ["account.updated"],
  emitsNothing: "the root domain keeps no history",
  rest: { none: "a name is its person's, in all their workspaces, and a key is not a person" },
  example: { name: "Kim Østergaard" },
  async run(scope, { name }) {
    const person = personOf(scope.context);
    await scope.db.update(users).set({ name, updatedAt: clock.now() }).where(eq(users.id, person.id));
    await tellHere(scope, { ...person, name }, "account.updated");
    return { name };
  },
});
