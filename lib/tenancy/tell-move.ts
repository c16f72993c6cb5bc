import { eq } from "drizzle-orm";
import { placements } from "@/db/schema/platform";
import { operatorOf } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { said } from "@/lib/platform/said";
import { lockTenant } from "./lock-tenant";
import { tellMoveInput, tenantRow } from "./schema";

/**
 * Tells a workspace's audit log where its content lives now. The move itself is the database owner's (`db/move.ts`), whose
 * rights no operation has. Throws `conflict` where it lives elsewhere.
 */
export const tellMove = platformCommand({
  name: "workspace.tell_move",
  summary: "Tell a workspace that its content has been moved",
  audience: "operator",
  input: tellMoveInput,
  output: tenantRow.pick({ slug: true, name: true }),
  emits: ["workspace.moved"],
  rest: { none: "operators work on the command line" },
  example: { slug: "acme", to: "shared" },
  async run({ db, context, emitIn }, { slug, to }) {
    const { id, name } = await lockTenant(db, slug);
    const { level } = placements;
    const [at] = await db.select({ level }).from(placements).where(eq(placements.tenantId, id));
    if (at?.level !== to) throw new AppError("conflict", said("tenancy.refused.livesElsewhere", { slug }));
    await emitIn(id, operatorOf(context), "workspace.moved", { id, label: name }, { to });
    return { slug, name };
  },
});
