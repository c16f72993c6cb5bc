import { eq } from "drizzle-orm";
import { users } from "@/db/schema/platform";
import { platformCommand } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { region } from "@/lib/platform/region";
import { personOf, tellHere } from "./person";

/** Chooses what a person is spoken to in and whose clocks they are shown, in all their workspaces. */
export const updateRegion = platformCommand({
  name: "account.update_region",
  summary: "Choose your language and time zone",
  audience: "person",
  input: region,
  output: region,
  emits: ["account.updated"],
  emitsNothing: "the root domain keeps no history",
  rest: { none: "a language is its person's, in all their workspaces, and a key is not a person" },
  example: { language: "de", timeZone: "Europe/Berlin" },
  async run(scope, chosen) {
    const person = personOf(scope.context);
    await scope.db
      .update(users)
      .set({ ...chosen, updatedAt: clock.now() })
      .where(eq(users.id, person.id));
    await tellHere(scope, person, "account.updated");
    return chosen;
  },
});
