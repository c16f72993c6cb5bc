import { type Case, fresh, managers } from "../isolation/case";

export const cases: Record<string, Case> = {
  "usage.record": { may: managers, input: () => ({ events: [{ id: fresh(), metric: "apiCalls" }] }) },
};
