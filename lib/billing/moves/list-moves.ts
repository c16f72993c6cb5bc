import { asc, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { billingMovePayers, billingMoves, tenants } from "@/db/schema/platform";
import { money } from "@/lib/billing/shapes";
import { platformQuery } from "@/lib/core/operation";
import { exampleId } from "@/lib/platform/id";
import { instant } from "@/lib/platform/instant";
import { moveReference } from "./schema";

const rest = { none: "operators work at the terminal" };

const status = z.enum(["planned", "noticed", "moved", "left"]);

/** Every move, newest first, with how many of its payers stand where. */
export const listMoves = platformQuery({
  name: "move.list",
  summary: "List the moves of payers, and how they stand",
  audience: "operator",
  rest,
  input: z.strictObject({}),
  output: z.array(
    z.object({
      id: z.string(),
      from: z.string(),
      to: z.string(),
      reason: z.string(),
      createdAt: instant,
      canceledAt: instant.nullable(),
      payers: z.record(status, z.int()),
    }),
  ),
  example: {},
  async run({ db }) {
    const moves = await db.select().from(billingMoves).orderBy(desc(billingMoves.createdAt));
    const rows = await db
      .select({ moveId: billingMovePayers.moveId, status: billingMovePayers.status })
      .from(billingMovePayers);
    return moves.map(({ id, from, to, reason, createdAt, canceledAt }) => {
      const payers = { planned: 0, noticed: 0, moved: 0, left: 0 };
      for (const row of rows) if (row.moveId === id) payers[row.status]++;
      return { id, from, to, reason, createdAt, canceledAt, payers };
    });
  },
});

/** The payers of one move, by slug; of those who were left alone why. */
export const listMovePayers = platformQuery({
  name: "move.list_payers",
  summary: "List the payers of a move",
  audience: "operator",
  rest,
  input: moveReference,
  output: z.array(
    z.object({
      slug: z.string(),
      status,
      note: z.string().nullable(),
      currency: z.string(),
      amountBefore: money,
      amountAfter: money,
      effectiveAt: instant,
      noticedAt: instant.nullable(),
      movedAt: instant.nullable(),
    }),
  ),
  example: { moveId: exampleId("mov") },
  run: async ({ db }, { moveId }) => {
    const rows = await db
      .select({ payer: billingMovePayers, slug: tenants.slug })
      .from(billingMovePayers)
      .innerJoin(tenants, eq(tenants.id, billingMovePayers.tenantId))
      .where(eq(billingMovePayers.moveId, moveId))
      .orderBy(asc(tenants.slug));
    return rows.map(({ payer, slug }) => ({ ...payer, slug }));
  },
});
