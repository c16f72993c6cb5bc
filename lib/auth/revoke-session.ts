import { z } from "zod";
import { notFound } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { exampleId } from "@/lib/platform/id";
import { endSession, endSessions } from "./end-sessions";
import { forgetPlaces } from "./known-places";
import { personOf, tellHere } from "./person";

const rest = { none: "sessions are a person's own, and a key is not a person" };

/** Ends one of the person's own sessions, wherever it is, and forgets the place it came from. Throws `not_found` for anybody else's. */
export const revokeSession = platformCommand({
  name: "session.revoke",
  summary: "End one of your sessions",
  audience: "person",
  input: z.strictObject({ id: z.string().max(40) }),
  output: z.void(),
  emits: ["session.revoked"],
  emitsNothing: "the root domain keeps no history",
  rest,
  example: { id: exampleId("ses") },
  async run(scope, { id }) {
    const person = personOf(scope.context);
    const keep = id === person.sessionId ? "" : person.sessionId;
    const ended = await endSession(scope.db, person.id, id, keep);
    if (!ended.some((one) => one.id === id)) throw notFound("session");
    await forgetPlaces(person.email, ended);
    await tellHere(scope, person, "session.revoked");
  },
});

/** Ends every session of the person but the one that asks, and whatever the others have begun. */
export const revokeOtherSessions = platformCommand({
  name: "session.revoke_others",
  summary: "End all your other sessions",
  audience: "person",
  input: z.strictObject({}),
  output: z.object({ count: z.int() }),
  emits: ["session.revoked"],
  emitsNothing: "there may be no other session, and the root domain keeps no history",
  rest,
  example: {},
  async run(scope) {
    const person = personOf(scope.context);
    const count = await endSessions(scope.db, person.id, person.sessionId);
    if (count > 0) await tellHere(scope, person, "session.revoked");
    return { count };
  },
});
