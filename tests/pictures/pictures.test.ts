import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, expect, test, vi } from "vitest";

const folder = await mkdtemp(path.join(tmpdir(), "pictures-"));
vi.stubEnv("OBJECTS_URL", `file:${folder}`);
afterAll(() => rm(folder, { recursive: true, force: true }));

const { GET } = await import("@/app/api/pictures/[owner]/[hash]/[size]/route");
const { listEvents } = await import("@/lib/audit/queries");
const { getPicture } = await import("@/lib/auth/get-picture");
const { removePicture, setPicture } = await import("@/lib/auth/set-picture");
const { describeEvent } = await import("@/lib/describe-event");
const { listMembers } = await import("@/lib/members/queries");
const { listWorkspaces } = await import("@/lib/onboarding/list-workspaces");
const { mostPictureBytes } = await import("@/lib/pictures/values");
const { findTenant } = await import("@/lib/tenancy/find-tenant");
const { removeLogo, setLogo } = await import("@/lib/tenancy/set-logo");
const { formInput } = await import("@/lib/entry/form-input");
const { account, signedIn, tenantOf, visitor } = await import("../auth/people");
const { member, workspace } = await import("../support/world");

async function file(background: string): Promise<File> {
  const bytes = await sharp({ create: { width: 90, height: 60, channels: 3, background } })
    .png()
    .toBuffer();
  return new File([new Uint8Array(bytes)], "picture.png");
}

function visit(address: string | null | undefined, size: string | number = 64): Promise<Response> {
  const [, , , owner = "", hash = ""] = (address ?? "").split("/");
  const params = Promise.resolve({ owner, hash, size: String(size) });
  return GET(new Request(`http://localhost:3000${address}/${size}`), { params });
}

test("a person's picture is seen in every workspace of theirs, until they remove it", async () => {
  const acme = await workspace();
  const kim = await account();
  const { id: kimId } = kim;
  await member(acme.slug, "member", kim);
  const here = await signedIn(kim, await tenantOf(acme.slug));
  const { picture: red } = await here.run(setPicture, { picture: await file("red") });
  const seen = async () =>
    (await acme.viewer.ask(listMembers, {})).items.find(({ userId }) => userId === kimId)?.picture;
  expect(await seen()).toBe(red);
  expect(await here.run(getPicture, {})).toEqual({ picture: red });
  const answer = await visit(red, 256);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/webp",
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "x-content-type-options": "nosniff",
  });
  expect(await sharp(await answer.arrayBuffer()).metadata()).toMatchObject({ format: "webp", width: 256 });

  const { picture: blue } = await here.run(setPicture, { picture: await file("blue") });
  expect(blue).not.toBe(red);
  expect([(await visit(red)).status, (await visit(blue)).status]).toEqual([404, 200]);
  // The very same once more is the same address, and stays.
  await here.run(setPicture, { picture: await file("blue") });
  expect([await seen(), (await visit(blue)).status]).toEqual([blue, 200]);

  await here.run(removePicture, {});
  expect([await seen(), (await visit(blue)).status]).toEqual([null, 404]);
});

test("a workspace's logo stands with its name wherever that does, and the log tells of it", async () => {
  const acme = await workspace();
  const kim = await account();
  await member(acme.slug, "admin", kim);
  expect(await findTenant(acme.slug)).toMatchObject({ picture: null });
  const { picture } = await acme.admin.run(setLogo, { picture: await file("red") });
  expect(await findTenant(acme.slug)).toMatchObject({ picture });
  const here = await signedIn(kim, await tenantOf(acme.slug));
  expect(await here.run(listWorkspaces, {})).toMatchObject([{ slug: acme.slug, picture }]);
  const { items } = await acme.owner.ask(listEvents, {});
  const told = items.find(({ type }) => type === "workspace.updated");
  expect(told && describeEvent(told, "en")).toMatchObject({ detail: "a new logo" });
  expect((await visit(picture)).status).toBe(200);
  await acme.owner.run(removeLogo, {});
  expect(await findTenant(acme.slug)).toMatchObject({ picture: null });
  expect((await visit(picture)).status).toBe(404);
});

test("a logo is for who manages the workspace, a picture for who is signed in", async () => {
  const acme = await workspace();
  for (const role of ["member", "viewer", "billing"] as const)
    await expect(acme[role].run(setLogo, { picture: await file("red") })).rejects.toMatchObject({
      code: "forbidden",
    });
  await expect(visitor().run(setPicture, { picture: await file("red") })).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("what is refused is said at its field, and the picture before stays", async () => {
  const kim = await signedIn(await account());
  const { picture } = await kim.run(setPicture, { picture: await file("red") });
  const whole = Buffer.from(await (await file("blue")).arrayBuffer());
  const wrong: [Uint8Array<ArrayBuffer>, string][] = [
    [new Uint8Array(0), "empty"],
    [new Uint8Array(mostPictureBytes + 1), "tooLarge"],
    [new Uint8Array(200), "noPicture"],
    [new Uint8Array(whole.subarray(0, 60)), "damaged"],
  ];
  for (const [bytes, key] of wrong)
    await expect(kim.run(setPicture, { picture: new File([bytes], "a.png") })).rejects.toMatchObject({
      code: "invalid",
      fields: { picture: [`pictures.${key}`] },
    });
  expect(await kim.run(getPicture, {})).toEqual({ picture });
});

test("a field in which nothing was chosen says so, and what was chosen arrives as it came", async () => {
  const form = new FormData();
  form.set("picture", new File([], ""));
  expect(formInput(setPicture.input, form)).toEqual({});
  const kim = await signedIn(await account());
  await expect(kim.run(setPicture, formInput(setPicture.input, form))).rejects.toMatchObject({
    fields: { picture: ["pictures.choose"] },
  });
  const chosen = await file("red");
  form.set("picture", chosen);
  form.set("$drawnFor", chosen);
  expect(Object.keys(formInput(setPicture.input, form))).toEqual(["picture"]);
});

test("after twenty pictures in an hour the next one has to wait", async () => {
  const kim = await signedIn(await account());
  for (let n = 0; n < 20; n++) await kim.run(setPicture, { picture: await file("red") });
  await expect(kim.run(setPicture, { picture: await file("red") })).rejects.toMatchObject({
    code: "rate_limited",
  });
});

test.each([
  ["/api/pictures/usr_x/00000000000000000000000000000000", 64],
  ["/api/pictures/ten_01jz0000000000000000000000/..%2f..%2fetc", 64],
  ["/api/pictures/ten_01jz0000000000000000000000/00000000000000000000000000000000", 64],
  ["/api/pictures/ten_01jz0000000000000000000000/00000000000000000000000000000000", 65],
])("%s at %i is nothing", async (address, size) => {
  const answer = await visit(address, size);
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([404, "private, no-store"]);
});
