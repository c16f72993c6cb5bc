import { expect, test } from "vitest";
import type { z } from "zod";
import { listEvents } from "@/lib/audit/queries";
import { readSession } from "@/lib/auth/read-session";
import { updateRegion } from "@/lib/auth/update-region";
import { describeEvent } from "@/lib/describe-event";
import type { region } from "@/lib/platform/region";
import { findTenant } from "@/lib/tenancy/find-tenant";
import { getSettings } from "@/lib/tenancy/queries";
import { updateWorkspaceRegion } from "@/lib/tenancy/update-workspace";
import { member, workspace } from "../support/world";
import { account, signedIn, tenantOf, visitor } from "./people";

const berlin = { language: "de", timeZone: "Europe/Berlin" } as const;
const nothing = { language: null, timeZone: null };

test("a person's choice holds in every workspace of theirs, and only for them", async () => {
  const [acme, globex] = await Promise.all([workspace(), workspace({ name: "Globex" })]);
  const [kim, lee] = [await account(), await account({ name: "Lee" })];
  for (const { slug } of [acme, globex]) for (const one of [kim, lee]) await member(slug, "member", one);
  const [here, there] = [await tenantOf(acme.slug), await tenantOf(globex.slug)];
  const kimHere = await signedIn(kim, here);
  await kimHere.run(updateRegion, berlin);
  expect((await readSession(kimHere.cookie, here))?.user.region).toEqual(berlin);
  expect((await signedIn(kim, there)).session.user.region).toEqual(berlin);
  expect((await signedIn(lee, here)).session.user.region).toEqual(nothing);
  await kimHere.run(updateRegion, nothing);
  expect((await readSession(kimHere.cookie, here))?.user.region).toEqual(nothing);
});

test("a workspace's choice is seen by the next request, and its log says from what to what", async () => {
  const acme = await workspace();
  expect((await findTenant(acme.slug))?.region).toEqual(nothing);
  await acme.admin.run(updateWorkspaceRegion, berlin);
  expect((await findTenant(acme.slug))?.region).toEqual(berlin);
  expect(await acme.viewer.ask(getSettings, {})).toMatchObject(berlin);
  const { items } = await acme.owner.ask(listEvents, {});
  expect(items[0] && describeEvent(items[0], "en")).toMatchObject({
    detail: "region: the browser’s language, UTC → Deutsch, Europe/Berlin",
  });
  for (const role of ["member", "viewer", "billing"] as const)
    await expect(acme[role].run(updateWorkspaceRegion, nothing)).rejects.toMatchObject({ code: "forbidden" });
});

test.each<Record<string, string | null>>([
  { language: "fr", timeZone: null },
  { language: null, timeZone: "Europe/Atlantis" },
  // Clocks would know it, but of one zone there is one name.
  { language: null, timeZone: "europe/berlin" },
  { language: null, timeZone: "+02:00" },
])("what is not on the list is refused: %j", async (chosen) => {
  const person = await signedIn(await account());
  const [field] = Object.entries(chosen).find(([, value]) => value !== null) ?? [];
  await expect(person.run(updateRegion, chosen as z.input<typeof region>)).rejects.toMatchObject({
    code: "invalid",
    fields: { [String(field)]: [expect.stringMatching(/^region\.unknown/)] },
  });
});

test("nobody chooses for who is not signed in", async () => {
  await expect(visitor().run(updateRegion, berlin)).rejects.toMatchObject({ code: "unauthenticated" });
});
