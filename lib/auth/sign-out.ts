import { z } from "zod";
import { platformCommand } from "@/lib/core/operation";
import { endLine } from "./end-sessions";
import { keepPlaces } from "./known-places";
import { tellHere } from "./person";

/**
 * Signs this browser out: ends this session, what it was handed over from and all that came of it, so that nobody gets back
 * in by another host. Open to everybody: signing out must work when the session is dead already.
 */
export const signOut = platformCommand({
  name: "session.end",
  summary: "Sign out",
  audience: "public",
  input: z.strictObject({}),
  output: z.void(),
  emits: ["session.revoked"],
  emitsNothing: "a session may be dead already, and the root domain keeps no history",
  rest: { none: "a session is a browser's; a key needs none" },
  example: {},
  async run(scope) {
    const { person } = scope.context;
    if (!person) return;
    await keepPlaces(person.email, await endLine(scope.db, person.id, person.sessionId));
    await tellHere(scope, person, "session.revoked");
  },
});
