import { beforeEach, describe, expect, test, vi } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { signIn } from "@/lib/auth/sign-in";
import { updateProfile } from "@/lib/auth/update-profile";
import { flushRefusals } from "@/lib/core/refusals";
import { action, platformAction } from "@/lib/entry/action";
import { drawnFor } from "@/lib/entry/drawn-for";
import { drawnForField, type FormState } from "@/lib/entry/form-state";
import { createProject } from "@/lib/projects/create-project";
import { listProjects } from "@/lib/projects/queries";
import { renameProject } from "@/lib/projects/rename-project";
import { account, password, signedIn, storedUser, tenantOf } from "../auth/people";
import { member, workspace } from "../support/world";

/** The browser: which host it asks and which cookie it sends. Next gives a request no other way in. */
const browser = vi.hoisted(() => ({ host: "localhost:3000", cookie: "", site: "same-origin" }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ host: browser.host, "sec-fetch-site": browser.site }),
  cookies: async () => ({ get: () => ({ value: browser.cookie }) }),
}));

vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

// What runs after the answer is the server's own affair.
vi.mock("next/server", async (original) => ({ ...(await original<object>()), after: () => undefined }));

const create = action(createProject);
const edit = action(renameProject);
const rename = platformAction(updateProfile);
const enter = platformAction(signIn);

/** Two members of one workspace who share a browser. */
async function sharedBrowser() {
  const acme = await workspace();
  const tenant = await tenantOf(acme.slug);
  const [first, second] = await Promise.all([account(), account()]);
  for (const someone of [first, second]) await member(acme.slug, "member", someone);
  browser.host = `${acme.slug}.localhost:3000`;
  const signInAs = async (someone: typeof first) => {
    browser.cookie = (await signedIn(someone, tenant)).cookie;
  };
  const projects = async () => (await acme.viewer.ask(listProjects, {})).items.map(({ name }) => name);
  const traces = async () => {
    await flushRefusals();
    return (await acme.owner.ask(listEvents, { noun: "security" })).items;
  };
  return { first, second, signInAs, projects, traces };
}

function formOf(fields: Record<string, string>, person?: string): FormData {
  const form = new FormData();
  if (person !== undefined) form.set(drawnForField, person);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const send = async <T>(to: (state: FormState<T>, form: FormData) => Promise<FormState<T>>, form: FormData) =>
  to({ status: "idle" }, form);

beforeEach(() => {
  browser.cookie = "";
  browser.site = "same-origin";
});

test("a form from another site leaves its trace in the workspace it was sent to", async () => {
  const { traces } = await sharedBrowser();
  browser.site = "cross-site";
  expect(await send(create, formOf({ name: "Forged" }))).toMatchObject({ status: "error" });
  expect(await traces()).toMatchObject([
    {
      type: "security.origin_refused",
      risk: "medium",
      actorKind: "anonymous",
      data: { verb: "project.create" },
    },
  ]);
});

describe("a form drawn for one person", () => {
  test("is not saved by another who signed in meanwhile, who is told so and keeps the text", async () => {
    const { first, second, signInAs, projects, traces } = await sharedBrowser();
    await signInAs(second);
    expect(await send(create, formOf({ name: "Secret" }, drawnFor(first)))).toMatchObject({
      status: "error",
      message: expect.stringMatching(
        `You are now signed in as ${second.email}. This form was opened as ${first.email}.`,
      ),
      values: { name: "Secret" },
    });
    expect(await send(rename, formOf({ name: "First" }, drawnFor(first)))).toMatchObject({ status: "error" });
    expect(await projects()).toEqual([]);
    expect(await traces()).toMatchObject([
      { type: "security.viewer_changed", actorId: second.id, data: { verb: "account.update" } },
      { type: "security.viewer_changed", actorId: second.id, data: { verb: "project.create" } },
    ]);
    expect((await storedUser(second.email))?.name).toBe(second.name);
  });

  test("is saved by that person, in a later session too", async () => {
    const { first, signInAs, projects } = await sharedBrowser();
    const form = formOf({ name: "Relaunch" }, drawnFor(first));
    await signInAs(first);
    await signInAs(first);
    expect(await send(create, form)).toMatchObject({ status: "ok" });
    expect(await send(rename, formOf({ name: "First" }, drawnFor(first)))).toMatchObject({ status: "ok" });
    expect(await projects()).toEqual(["Relaunch"]);
  });

  test("asks to sign in where nobody is any more", async () => {
    const { first } = await sharedBrowser();
    const form = formOf({ name: "Late" }, drawnFor(first));
    expect(await send(create, form)).toMatchObject({
      message: "Please sign in to continue.",
      remedy: "reload",
    });
  });
});

test("a form whose page was overtaken is told to reload it, and none that can be mended as it stands", async () => {
  const { first, signInAs } = await sharedBrowser();
  await signInAs(first);
  const created = await send(create, formOf({ name: "Draft" }, drawnFor(first)));
  if (created.status !== "ok") throw new Error("the project was not created");
  const { id } = created.data;
  const renamed = (name: string) => formOf({ id, version: "1", name, description: "" }, drawnFor(first));
  expect(await send(edit, renamed("Final"))).toMatchObject({ status: "ok" });
  expect(await send(edit, renamed("Mine"))).toMatchObject({
    status: "error",
    remedy: "reload",
    values: { name: "Mine" },
  });
  const taken = await send(create, formOf({ name: "Final" }, drawnFor(first)));
  expect(taken).toMatchObject({ status: "error" });
  expect(taken).not.toMatchObject({ remedy: "reload" });
});

test("a form that says no number is told so at its field, and keeps what was typed", async () => {
  const { first, signInAs } = await sharedBrowser();
  await signInAs(first);
  const created = await send(create, formOf({ name: "Draft" }, drawnFor(first)));
  if (created.status !== "ok") throw new Error("the project was not created");
  for (const version of ["abc", "12,5", "1e400", ""]) {
    const form = formOf({ id: created.data.id, version, name: "Mine", description: "" }, drawnFor(first));
    expect(await send(edit, form)).toMatchObject({
      fields: { version: [expect.stringContaining("number")] },
      values: { version, name: "Mine" },
    });
  }
});

describe("a form that says nobody", () => {
  test.each([undefined, "", "usr_", "nonsense"])(
    "%o is not saved by whoever is signed in",
    async (person) => {
      const { first, signInAs, projects } = await sharedBrowser();
      await signInAs(first);
      expect(await send(create, formOf({ name: "Stray" }, person))).toMatchObject({ status: "error" });
      expect(await send(rename, formOf({ name: "Stray" }, person))).toMatchObject({ status: "error" });
      expect(await projects()).toEqual([]);
    },
  );

  test("signs in as another, because signing in asks for no person", async () => {
    const { first, second, signInAs } = await sharedBrowser();
    await signInAs(first);
    const fields = { email: second.email, password };
    expect(await send(enter, formOf(fields, ""))).toMatchObject({ status: "ok" });
    expect(await send(enter, formOf(fields, drawnFor(second)))).toMatchObject({ status: "error" });
  });
});
