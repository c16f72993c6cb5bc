import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { billingMovePayers, billingMoves } from "@/db/schema/platform";
import { billingContacts } from "@/lib/billing/billing-contacts";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock } from "@/lib/platform/clock";
import { exampleId } from "@/lib/platform/id";
import { formatMoney } from "@/lib/platform/money";
import { moveReference } from "./schema";

/**
 * Takes a move back for everybody who is not moved yet, and tells those who were told of it that their price stays. Whoever is
 * moved stays so. Throws `conflict` where there is no such move, or it was canceled.
 */
export const cancelMove = platformCommand({
  name: "move.cancel",
  summary: "Take a move back for everybody who is not moved yet",
  audience: "operator",
  rest: { none: "operators work at the terminal" },
  input: moveReference,
  output: z.object({ left: z.int() }),
  emits: [],
  emitsNothing: "nothing had changed for those it is taken back for",
  example: { moveId: exampleId("mov") },
  async run({ db }, { moveId }) {
    const isOpen = and(eq(billingMoves.id, moveId), isNull(billingMoves.canceledAt));
    const [move] = await db.update(billingMoves).set({ canceledAt: clock.now() }).where(isOpen).returning();
    if (!move) throw new AppError("conflict", "There is no such move that could be canceled.");
    const left = await db
      .update(billingMovePayers)
      .set({ status: "left", note: "the move was canceled" })
      .where(
        and(eq(billingMovePayers.moveId, moveId), inArray(billingMovePayers.status, ["planned", "noticed"])),
      )
      .returning();
    for (const { tenantId, noticedAt, amountBefore, currency } of left) {
      if (!noticedAt) continue;
      const facts = { price: formatMoney(amountBefore, currency) };
      for (const { email, ...workspace } of await billingContacts(db, tenantId, "/settings/billing"))
        await sendMail(db, email, "billingNotice", { ...workspace, notice: "price_staying", facts });
    }
    return { left: left.length };
  },
});
