import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantIn, localIn } from "@/lib/platform/time-zone";

const berlin = "Europe/Berlin";

describe("a local time", () => {
  test.each([
    ["in winter", berlin, "2027-01-31T10:00", "2027-01-31T09:00:00.000Z"],
    ["in summer", berlin, "2027-07-31T10:00", "2027-07-31T08:00:00.000Z"],
    ["with seconds", berlin, "2027-07-31T10:00:30.500", "2027-07-31T08:00:30.500Z"],
    ["that clocks skip is later by what they skip", berlin, "2027-03-28T02:30", "2027-03-28T01:30:00.000Z"],
    ["just before they do", berlin, "2027-03-28T01:59", "2027-03-28T00:59:00.000Z"],
    ["just after", berlin, "2027-03-28T03:00", "2027-03-28T01:00:00.000Z"],
    ["that comes twice is the first", berlin, "2027-10-31T02:30", "2027-10-31T00:30:00.000Z"],
    ["after it came twice", berlin, "2027-10-31T03:00", "2027-10-31T02:00:00.000Z"],
    ["west of Greenwich, skipped", "America/New_York", "2027-03-14T02:30", "2027-03-14T07:30:00.000Z"],
    ["west of Greenwich, twice", "America/New_York", "2027-11-07T01:30", "2027-11-07T05:30:00.000Z"],
    ["where half an hour is skipped", "Australia/Lord_Howe", "2027-10-03T02:15", "2027-10-02T15:45:00.000Z"],
    ["in a zone of quarters", "Asia/Kathmandu", "2027-01-01T00:00", "2026-12-31T18:15:00.000Z"],
    ["in UTC", "UTC", "2027-01-31T10:00", "2027-01-31T10:00:00.000Z"],
  ])("%s", (_, zone, local, at) => {
    expect(instantIn(zone, local)?.toISOString()).toBe(at);
  });

  test.each([
    [berlin, ""],
    [berlin, "tomorrow"],
    [berlin, "2027-13-01T10:00"],
    [berlin, "2027-01-31"],
    [berlin, "12027-01-31T10:00"],
    [berlin, "2027-01-31T10:00Z"],
    ["Mars/Phobos", "2027-01-31T10:00"],
    ["", "2027-01-31T10:00"],
  ])("is none: %s %s", (zone, local) => {
    expect(instantIn(zone, local)).toBeNull();
  });

  test("leads back to what was shown, whenever and wherever its hour comes once", () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    const minutes = fc.integer({ min: 0, max: 50_000_000 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const at = new Date(minute * 60_000);
        const found = instantIn(zone, localIn(zone, at));
        expect(found && localIn(zone, found)).toBe(localIn(zone, at));
        expect(found?.getTime()).toBeLessThanOrEqual(at.getTime());
      }),
      { numRuns: 200 },
    );
  });
});
