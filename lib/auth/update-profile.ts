import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/platform";
import { platformCommand } from "@/lib/core/platform-command";
import { clock } from "@/lib/platform/clock";
import { displayName } from "@/lib/platform/display-name";
import { personOf, tellHere } from "./person";

/** Changes the name a person goes by, in all their workspaces. */
export const updateProfile = platformCommand({
  name: "account.update",
  door: "person",
  reason: "A person has one name, whatever the number of workspaces.",
  input: z.strictObject({ name: displayName }),
  async run(scope, { name }) {
    const person = personOf(scope.context);
    await scope.db.update(users).set({ name, updatedAt: clock.now() }).where(eq(users.id, person.id));
    await tellHere(scope, { ...person, name }, "account.updated");
    return { name };
  },
});
