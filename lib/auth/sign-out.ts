import { z } from "zod";
import { platformCommand } from "@/lib/core/platform-command";
import { endSessions } from "./end-sessions";
import { tellHere } from "./person";

/** Ends this session. Open to everybody: signing out must work when the session is dead already. */
export const signOut = platformCommand({
  name: "session.end",
  door: "public",
  reason: "A session belongs to a person, who may have it on the root domain.",
  input: z.strictObject({}),
  async run(scope) {
    const { person } = scope.context;
    if (!person) return;
    await endSessions(scope.db, person.id, { only: person.sessionId });
    await tellHere(scope, person, "session.revoked");
  },
});
