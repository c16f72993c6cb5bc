import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DateTime } from "@/components/ui/date-time";
import { FormDateTime } from "@/components/ui/form-date-time";
import { exactIn, momentOf } from "@/components/ui/moment";

const at = new Date("2027-01-31T09:00:00Z");

test("a moment is told in the zone that is asked for", () => {
  expect(exactIn("Europe/Berlin", at)).toBe("31 January 2027 at 10:00 CET");
  expect(exactIn("Europe/Berlin", new Date("2027-07-31T09:00:00Z"))).toBe("31 July 2027 at 11:00 CEST");
  expect(momentOf(at).exact).toBe("31 January 2027 at 09:00 UTC");
});

const drawn = (timeZone?: string) =>
  renderToStaticMarkup(
    createElement(FormDateTime, {
      name: "startsAt",
      label: "Start",
      defaultValue: at.toISOString(),
      timeZone,
    }),
  );

test("a server, which knows no zone of the browser, shows UTC", () => {
  expect(renderToStaticMarkup(createElement(DateTime, { moment: momentOf(at) }))).toContain("09:00 UTC");
  expect(drawn()).toContain('value="2027-01-31T09:00"');
  expect(drawn()).toContain('name="$zone.startsAt" value="UTC"');
});

test("a zone that is known stands in the field from the first", () => {
  expect(drawn("Europe/Berlin")).toContain('value="2027-01-31T10:00"');
  expect(drawn("Europe/Berlin")).toContain('name="$zone.startsAt" value="Europe/Berlin"');
});
