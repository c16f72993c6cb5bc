import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import type { PlatformContext } from "@/lib/core/context";
import { platformCommand } from "@/lib/core/operation";
import { addressOf } from "@/lib/pictures/address";
import { forgetPicture, keepPicture } from "@/lib/pictures/keep-picture";
import { pictured, pictureFile } from "@/lib/pictures/schema";
import { clock } from "@/lib/platform/clock";
import { on, spending } from "./attempts";
import { personOf, tellHere } from "./person";
import { pictureKey } from "./picture-key";

const ofPerson = {
  audience: "person",
  output: pictured,
  emits: ["account.updated"],
  emitsNothing: "the root domain keeps no history",
  rest: { none: "a picture is its person's, in all their workspaces, and a key is not a person" },
  async afterCommit({ context }: { context: PlatformContext }, { picture, before }: Change) {
    const { id } = personOf(context);
    if (before !== picture) await forgetPicture(id, before);
    return { picture: addressOf(id, picture) };
  },
} as const;

/** Shows a picture of the person in place of their initials, in all their workspaces. It is drawn anew, 20 times an hour. */
export const setPicture = platformCommand({
  ...ofPerson,
  name: "account.set_picture",
  summary: "Choose your picture",
  input: z.strictObject({ picture: pictureFile }),
  example: { picture: new File(["made-up"], "me.png") },
  prepare(context, { picture }) {
    const { id } = personOf(context);
    return spending([on("picture", id)], () => keepPicture(id, picture));
  },
  async run(scope, _, picture) {
    const person = personOf(scope.context);
    const before = await replace(scope.db, person.id, picture);
    scope.invalidate(pictureKey(person.id));
    await tellHere(scope, person, "account.updated");
    return { picture, before };
  },
});

/** Goes back to the person's initials. */
export const removePicture = platformCommand({
  ...ofPerson,
  name: "account.remove_picture",
  summary: "Remove your picture",
  input: z.strictObject({}),
  example: {},
  async run(scope) {
    const person = personOf(scope.context);
    const before = await replace(scope.db, person.id, null);
    scope.invalidate(pictureKey(person.id));
    await tellHere(scope, person, "account.updated");
    return { picture: null, before };
  },
});

interface Change {
  picture: string | null;
  before: string | null;
}

/** Writes which picture it is from now on, and tells which it was. Two at once follow one another. */
async function replace(db: PlatformDb, id: string, picture: string | null): Promise<string | null> {
  const [row] = await db.select({ picture: users.picture }).from(users).where(eq(users.id, id)).for("update");
  await db.update(users).set({ picture, updatedAt: clock.now() }).where(eq(users.id, id));
  return row?.picture ?? null;
}
