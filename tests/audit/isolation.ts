import { type Case, managers } from "../isolation/case";

export const cases: Record<string, Case> = {
  "audit.export": {
    may: managers,
    input: ({ owner }) => ({ actorId: owner.userId }),
    otherTenant: "nothing",
  },
  "audit.list": { may: managers, input: ({ owner }) => ({ actorId: owner.userId }), otherTenant: "nothing" },
};
