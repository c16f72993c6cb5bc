import { type Case, fresh, managers } from "../isolation/case";

export const cases: Record<string, Case> = {
  "usage.record": { may: managers, input: () => ({ events: [{ id: fresh(), metric: "apiCalls" }] }) },
};

export const turnsBack: Record<string, string> = {
  "tenant.usage_rollups.last_time": "of the latest event that stands; one may be taken back",
  "tenant.usage_periods.billing_start": "of what is paid for now; a period that nothing is paid for has none",
  "tenant.usage_periods.billing_end": "of what is paid for now; a period that nothing is paid for has none",
  "tenant.usage_pushes.pushed_at":
    "of the newest revision, which has to be told anew; the revision itself rises",
};
