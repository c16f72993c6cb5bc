import { expect, test } from "vitest";
import { momentOf } from "@/components/ui/moment";
import { formatsOf } from "@/lib/platform/formats";

const now = new Date("2027-01-31T12:00:00Z");

test.each([
  [0, "just now"],
  [29, "just now"],
  [-29, "just now"],
  [60, "in 1 minute"],
  [-60, "1 minute ago"],
  [3_600, "in 1 hour"],
  [-5 * 3_600, "5 hours ago"],
  [86_400, "tomorrow"],
  [-86_400, "yesterday"],
  [3 * 86_400, "in 3 days"],
  [29 * 86_400, "in 29 days"],
  [31 * 86_400, "3 Mar 2027"],
  [-31 * 86_400, "31 Dec 2026"],
])("%i seconds from now are %s", (seconds, words) => {
  expect(momentOf(new Date(now.getTime() + seconds * 1_000), formatsOf("en"), now).ago).toBe(words);
});
