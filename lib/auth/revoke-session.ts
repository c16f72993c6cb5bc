import { z } from "zod";
import { notFound } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/platform-command";
import { endSessions } from "./end-sessions";
import { personOf, tellHere } from "./person";

const reason = "A person's sessions are spread over all the workspaces they work in.";

/** Ends one of the person's own sessions, wherever it is. Throws `not_found` for anybody else's. */
export const revokeSession = platformCommand({
  name: "session.revoke",
  door: "person",
  reason,
  input: z.strictObject({ id: z.string().max(40) }),
  async run(scope, { id }) {
    const person = personOf(scope.context);
    if ((await endSessions(scope.db, person.id, { only: id })) === 0) throw notFound("session");
    await tellHere(scope, person, "session.revoked");
  },
});

/** Ends every session of the person but the one that asks. */
export const revokeOtherSessions = platformCommand({
  name: "session.revoke_others",
  door: "person",
  reason,
  input: z.strictObject({}),
  async run(scope) {
    const person = personOf(scope.context);
    const count = await endSessions(scope.db, person.id, { except: person.sessionId });
    if (count > 0) await tellHere(scope, person, "session.revoked");
    return { count };
  },
});
