import { describe, expect, test } from "vitest";
import { can } from "@/lib/core/permissions";
import { everybody } from "../isolation/case";
import { actions, doorsOf, pages } from "./forms";

/** Forms that a read-only workspace would be refused, drawn where it is none, and why that is so. */
const neverReadOnly: Record<string, string> = {
  applyChangeAction:
    "the page asks for the basis of the change first, which refuses what is paused, unpaid or unsettled",
  pausePlanAction: "the page is drawn for an active plan alone, and that grants full access",
  takeDiscountAction: "offers[discount] is made to an active plan alone",
  takeOfferAction: "each of the offers asks for an active plan, or a trial",
  redeemPromotionAction: "the card shows it to an active plan and in a trial",
  endTrialAction: "the notice of a trial shows it while the trial runs",
};

const drawnBy = (action: string) => pages.filter(({ draws }) => new RegExp(`\\b${action}\\b`).test(draws));

describe("a page draws no form that would be refused", () => {
  test("there are pages and forms to look at", () => {
    expect(pages.length).toBeGreaterThan(12);
    expect(actions.length).toBeGreaterThan(20);
  });

  test.each(actions)("%s is for who may", (action, { permission }) => {
    if (everybody.every((role) => can(role, permission))) return;
    const asks = new RegExp(
      `\\b(?:can|mayChange)\\([^()]*"${permission}"\\)|permission: "${permission}"|\\b(?:${doorsOf(permission).join("|")}), context`,
    );
    const open = drawnBy(action).filter(({ asks: text }) => !asks.test(text));
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  test.each(actions)("%s is no offer of a workspace that is read-only", (action, command) => {
    if (command.allowedWhenReadOnly || action in neverReadOnly) return;
    const asks = new RegExp(`\\bmayChange\\([^()]*"${command.permission}"\\)`);
    const open = drawnBy(action).filter(({ asks: text }) => !asks.test(text));
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  test("what is said to be drawn for a running plan alone is a form, and would be refused", () => {
    const refused = actions.filter(([, command]) => !command.allowedWhenReadOnly).map(([action]) => action);
    expect(Object.keys(neverReadOnly).filter((action) => !refused.includes(action))).toEqual([]);
  });
});
