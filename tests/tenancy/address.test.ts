import { afterEach, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { describeEvent } from "@/lib/describe-event";
import { placeOf } from "@/lib/entry/place";
import { checkSlug } from "@/lib/onboarding/check-slug";
import { openAnotherWorkspace } from "@/lib/onboarding/open-another-workspace";
import { clock, days } from "@/lib/platform/clock";
import { said } from "@/lib/platform/said";
import { findTenant, loadTenant } from "@/lib/tenancy/find-tenant";
import { purgeAddressesJob } from "@/lib/tenancy/purge-addresses";
import { updateAddress } from "@/lib/tenancy/update-address";
import { freshSlug } from "../onboarding/opened";
import { person, platform, type TestWorkspace, workspace } from "../support/world";

afterEach(() => clock.reset());

const to = (acme: TestWorkspace, slug: string) => acme.owner.run(updateAddress, { slug });
const taken = { code: "invalid", fields: { slug: [said("onboarding.refused.addressTaken")] } };

/** Opens a workspace at an address, as somebody who is signed in. */
async function opens(slug: string) {
  const founder = platform({ person: { ...(await person()), sessionId: "ses" } });
  return founder.run(openAnotherWorkspace, { workspaceName: "Other", slug });
}

test("the workspace is found at its new address, and the old one leads there and serves nothing", async () => {
  const acme = await workspace();
  const slug = freshSlug();
  expect(await to(acme, slug)).toEqual({ slug });
  expect(await findTenant(slug)).toMatchObject({ id: acme.id, slug });
  expect(await findTenant(acme.slug)).toMatchObject({ id: acme.id, slug });
  expect(await placeOf(new Headers({ host: `${acme.slug}.localhost:3000` }))).toMatchObject({
    kind: "unknown",
    tenant: null,
  });
  const { items } = await acme.owner.ask(listEvents, {});
  expect(items[0] && describeEvent(items[0], "en").detail).toBe(`address: ${acme.slug} → ${slug}`);
});

test("nobody takes an address that was left, for 90 days; its workspace may have it back", async () => {
  const [acme, globex] = [await workspace(), await workspace({ name: "Globex" })];
  const slug = freshSlug();
  await to(acme, slug);
  const nobody = platform();
  expect(await nobody.run(checkSlug, { slug: acme.slug })).toMatchObject({ status: "taken" });
  await expect(opens(acme.slug)).rejects.toMatchObject(taken);
  await expect(to(globex, acme.slug)).rejects.toMatchObject(taken);
  await expect(to(globex, slug)).rejects.toMatchObject(taken);
  await to(acme, acme.slug);
  expect(await findTenant(slug)).toMatchObject({ slug: acme.slug });
  clock.shift(days(91));
  await purgeAddressesJob.run({});
  expect(await loadTenant(slug)).toBeNull();
  await to(globex, slug);
  expect(await findTenant(slug)).toMatchObject({ id: globex.id });
});

test("whoever opens a workspace at an address whose time is over need not wait for the night", async () => {
  const acme = await workspace();
  await to(acme, freshSlug());
  clock.shift(days(91));
  await opens(acme.slug);
  expect((await findTenant(acme.slug))?.id).not.toBe(acme.id);
});

test("of many who want one address at once one gets it, and nobody else loses theirs", async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => workspace()));
  const slug = freshSlug();
  const answers = await Promise.allSettled([...all.map((one) => to(one, slug)), opens(slug)]);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const one of all) expect((await findTenant(one.slug))?.id).toBe(one.id);
});

test("one who leaves an address and one who wants it at that moment never both have it", async () => {
  for (let round = 0; round < 8; round++) {
    const acme = await workspace();
    await Promise.allSettled([to(acme, freshSlug()), opens(acme.slug)]);
    expect((await findTenant(acme.slug))?.id).toBe(acme.id);
  }
});

test("an address is changed three times in 90 days, and not to collect them", async () => {
  const acme = await workspace();
  for (let times = 0; times < 3; times++) await to(acme, freshSlug());
  await expect(to(acme, freshSlug())).rejects.toMatchObject({
    code: "conflict",
    message: said("tenancy.address.changedOften"),
  });
  // Back to one of the three leaves no more of them behind.
  await to(acme, acme.slug);
});

test.each(["admin", "member", "viewer", "billing"] as const)("a %s changes no address", async (role) => {
  const acme = await workspace();
  await expect(acme[role].run(updateAddress, { slug: freshSlug() })).rejects.toMatchObject({
    code: "forbidden",
  });
});
