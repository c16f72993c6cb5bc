import { eq } from "drizzle-orm";
import { z } from "zod";
import { handoffs, tenants } from "@/db/schema/platform";
import { notFound } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/platform-command";
import { clock, seconds } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { personOf } from "./person";

/**
 * Gives a signed-in person a code that opens a session on another workspace: good once, for a minute, for this person, that
 * workspace and the browser that holds the nonce.
 */
export const createHandoff = platformCommand({
  name: "handoff.create",
  door: "person",
  reason: "It leads from one host to another.",
  input: z.strictObject({ to: z.string().max(40), nonceHash: z.string().regex(/^[\w-]{43}$/) }),
  async run({ db, context }, { to, nonceHash }) {
    const person = personOf(context);
    const [target] = await db.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, to));
    if (!target) throw notFound("workspace");
    const code = newSecret();
    await db.insert(handoffs).values({
      codeHash: sha256(code),
      nonceHash,
      userId: person.id,
      tenantId: target.id,
      expiresAt: clock.in(seconds(60)),
    });
    return { code };
  },
});
