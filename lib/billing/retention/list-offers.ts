import { z } from "zod";
import { currentSubscription } from "@/lib/billing/changes/current-subscription";
import { query } from "@/lib/core/operation";
import { hadStayingDiscount } from "./had-discount";
import { offerIds, offersFor } from "./offers";

const offer = z.object({ id: z.enum(offerIds), title: z.string(), text: z.string() });

/** What is offered to who is about to cancel. Throws `conflict` without a paid plan. */
export const listOffers = query({
  name: "offer.list",
  summary: "List what is offered instead of canceling",
  permission: "billing:manage",
  store: "platform",
  input: z.strictObject({}),
  output: z.array(offer),
  rest: { none: "what the page that cancels a plan draws" },
  example: {},
  async run({ db, context }) {
    const { status, plan, interval, pendingUpdate, scheduledChange, discounts } = await currentSubscription(
      db,
      context.tenant.id,
    );
    const hadDiscount = await hadStayingDiscount(db, context.tenant.id);
    return offersFor(
      { status, planId: plan, interval, pendingUpdate, scheduledChange, discounts },
      { hadDiscount },
    );
  },
});
export type Offers = z.output<z.ZodArray<typeof offer>>;
