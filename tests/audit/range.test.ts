import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { momentsOf } from "@/app/workspace/(app)/settings/audit/range";
import { listEvents } from "@/lib/audit/queries";
import { clock } from "@/lib/platform/clock";
import { createProject } from "@/lib/projects/create-project";
import { workspace } from "../support/world";

describe("days of a log", () => {
  test("begin and end by the clocks of the zone, the last one included", () => {
    expect(momentsOf("Europe/Berlin", { from: "2027-03-28", to: "2027-03-28" })).toEqual({
      since: "2027-03-27T23:00:00.000Z",
      until: "2027-03-28T22:00:00.000Z",
    });
    expect(momentsOf("UTC", { to: "2027-02-28" }).until).toBe("2027-03-01T00:00:00.000Z");
  });

  test("that are none narrow nothing", () => {
    expect(momentsOf("UTC", { from: "2027-02-31x", to: "soon" })).toEqual({});
  });
});

test("a range, a search and a kind of actor narrow the history", async () => {
  const acme = await workspace();
  await acme.member.run(createProject, { name: "Roof garden" });
  await acme.member.run(createProject, { name: "Cellar" });
  const about = async (filter: z.input<typeof listEvents.input>) =>
    (await acme.owner.ask(listEvents, filter)).items.map(({ subjectLabel }) => subjectLabel);
  expect(await about({ search: "garden" })).toEqual(["Roof garden"]);
  expect(await about({ search: "100%" })).toEqual([]);
  expect(await about({ actorKind: "user" })).toEqual(["Cellar", "Roof garden"]);
  expect(await about({ actorKind: "stripe" })).toEqual([]);
  const soon = new Date(clock.now().getTime() + 60_000).toISOString();
  expect(await about({ since: soon })).toEqual([]);
  expect(await about({ until: soon })).toEqual(["Cellar", "Roof garden"]);
});
