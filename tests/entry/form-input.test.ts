import { expect, test } from "vitest";
import { z } from "zod";
import { formInput } from "@/lib/entry/form-input";
import { instantFieldOf, zoneFieldOf } from "@/lib/entry/form-state";
import { instant } from "@/lib/platform/instant";

const schema = z.strictObject({ startsAt: instant, endsAt: instant.nullable(), isOn: z.boolean() });

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

test("a local time is the instant of the zone that is said with it", () => {
  const form = formOf({
    startsAt: "2027-07-31T10:00",
    [zoneFieldOf("startsAt")]: "Europe/Berlin",
    endsAt: "",
    [zoneFieldOf("endsAt")]: "Europe/Berlin",
  });
  const input = formInput(schema, form);
  expect(input).toEqual({ startsAt: "2027-07-31T08:00:00.000Z", endsAt: null, isOn: false });
  expect(schema.parse(input)).toEqual({ startsAt: new Date("2027-07-31T08:00Z"), endsAt: null, isOn: false });
});

test.each([
  { startsAt: "2027-07-31T10:00" },
  { startsAt: "2027-07-31T10:00", [zoneFieldOf("startsAt")]: "Mars/Phobos" },
  { startsAt: "31.7.2027 10:00", [zoneFieldOf("startsAt")]: "Europe/Berlin" },
])("a local time of no zone, and what is none, stay as they were typed: %o", (fields) => {
  expect(formInput(schema, formOf(fields))).toMatchObject({ startsAt: fields.startsAt });
});

test.each([
  ["seconds", "2027-07-31T08:00:30.500Z", "2027-07-31T10:00", "2027-07-31T08:00:30.500Z"],
  [
    "the second of two equal hours",
    "2027-10-31T01:30:00.000Z",
    "2027-10-31T02:30",
    "2027-10-31T01:30:00.000Z",
  ],
  [
    "nothing of one that was changed",
    "2027-10-31T01:30:00.000Z",
    "2027-10-31T02:31",
    "2027-10-31T00:31:00.000Z",
  ],
  ["nothing where it was drawn with none", "", "2027-10-31T02:30", "2027-10-31T00:30:00.000Z"],
])("a local time that nobody changed keeps %s", (_, drawn, typed, at) => {
  const zone = { [zoneFieldOf("startsAt")]: "Europe/Berlin", [instantFieldOf("startsAt")]: drawn };
  expect(formInput(schema, formOf({ startsAt: typed, ...zone }))).toMatchObject({ startsAt: at });
});

test("what the machinery put into the form is no part of it, nor is a file", () => {
  const form = formOf({ $drawnFor: "usr_x", name: "a" });
  form.append("photo", new File(["x"], "x.png"));
  expect(formInput(z.strictObject({ name: z.string() }), form)).toEqual({ name: "a" });
});
