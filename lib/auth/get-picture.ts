import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/platform";
import { platformQuery } from "@/lib/core/operation";
import { addressOf } from "@/lib/pictures/address";
import { pictured } from "@/lib/pictures/schema";
import { personOf } from "./person";

/** Where the person's own picture is. */
export const getPicture = platformQuery({
  name: "account.get_picture",
  summary: "Get your picture",
  audience: "person",
  input: z.strictObject({}),
  output: pictured,
  rest: { none: "a picture is its person's, and GET /members tells those of a workspace" },
  example: {},
  async run({ db, context }) {
    const { id } = personOf(context);
    const [row] = await db.select({ picture: users.picture }).from(users).where(eq(users.id, id));
    return { picture: addressOf(id, row?.picture ?? null) };
  },
});
