import { billingReaders, type Case, everybody } from "../isolation/case";

export const cases: Record<string, Case> = {
  "limit.list": { may: billingReaders },
  "limit.overview": { may: everybody },
  "limit.get": { may: everybody },
};
