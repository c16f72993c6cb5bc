import { expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { typesOf } from "./support.js";

const { stripe, subscribed } = withSubscriptions();

async function disputed(card = "pm_card_createDispute") {
  const { customer } = await subscribed({}, card);
  const [charge] = (await stripe().charges.list({ customer })).data;
  const [dispute] = (await stripe().disputes.list({ charge: charge?.id ?? "" })).data;
  return dispute?.id ?? "";
}

const answer = (id: string, uncategorized_text: string, submit = true) =>
  stripe().disputes.update(id, { evidence: { uncategorized_text }, submit });

test("a dispute takes the money and a fee at once", async () => {
  const { balance_transactions: moved } = await stripe().disputes.retrieve(await disputed());
  expect(moved).toMatchObject([{ amount: -2900, fee: 1500, net: -4400, reporting_category: "dispute" }]);
});

test("one that is won brings the money back, and tells of it", async () => {
  const id = await disputed();
  const won = await answer(id, "winning_evidence");
  expect(won.status).toBe("won");
  expect(won.balance_transactions.map(({ amount }) => amount)).toEqual([-2900, 2900]);
  expect(await typesOf(stripe(), id)).toEqual([
    "charge.dispute.closed",
    "charge.dispute.funds_reinstated",
    "charge.dispute.updated",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.created",
  ]);
});

test("one that is lost does not, and evidence that is not sent yet decides nothing", async () => {
  const id = await disputed();
  expect((await answer(id, "winning_evidence", false)).status).toBe("needs_response");
  expect((await answer(id, "the customer was here")).status).toBe("under_review");
  expect((await answer(id, "losing_evidence")).status).toBe("lost");
  expect(await typesOf(stripe(), id)).not.toContain("charge.dispute.funds_reinstated");
  await expect(answer(id, "winning_evidence")).rejects.toMatchObject({ statusCode: 400 });
});

test("an inquiry asks and moves no money, and is closed as one (docs: testing, inquiry; d.ts: Dispute.status)", async () => {
  const id = await disputed("pm_card_createDisputeInquiry");
  const inquiry = await stripe().disputes.retrieve(id);
  expect(inquiry).toMatchObject({ status: "warning_needs_response", is_charge_refundable: true });
  expect(inquiry.balance_transactions).toEqual([]);
  expect((await answer(id, "the customer was here")).status).toBe("warning_under_review");
  const closed = await answer(id, "winning_evidence");
  expect(closed).toMatchObject({ status: "warning_closed", balance_transactions: [] });
  const told = ["charge.dispute.closed", "charge.dispute.updated", "charge.dispute.updated"];
  expect(await typesOf(stripe(), id)).toEqual([...told, "charge.dispute.created"]);
  await expect(answer(id, "winning_evidence")).rejects.toMatchObject({ statusCode: 400 });
});
