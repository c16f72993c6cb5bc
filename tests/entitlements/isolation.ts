import { billingReaders, type Case } from "../isolation/case";

export const cases: Record<string, Case> = {
  "limit.list": { may: billingReaders },
};
