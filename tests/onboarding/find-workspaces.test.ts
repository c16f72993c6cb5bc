import { expect, test } from "vitest";
import { findWorkspaces } from "@/lib/onboarding/find-workspaces";
import { visitor } from "../auth/people";
import { queuedMail } from "../members/queued-mail";
import { member, person, workspace } from "../support/world";

test("a person is mailed the addresses of their own workspaces", async () => {
  const [acme, globex] = await Promise.all([
    workspace({ name: "Acme" }),
    workspace({ name: "Globex" }),
    workspace(),
  ]);
  const kim = await person();
  await member(globex.slug, "viewer", kim);
  await member(acme.slug, "member", kim);
  await visitor().run(findWorkspaces, { email: kim.email.toUpperCase() });
  const [mail] = await queuedMail(kim.email);
  expect(mail?.props.workspaces).toEqual([
    { name: "Acme", url: `http://${acme.slug}.localhost:3000/` },
    { name: "Globex", url: `http://${globex.slug}.localhost:3000/` },
  ]);
});

test("the answer is the same for an e-mail that has none, and nothing is mailed", async () => {
  const acme = await workspace();
  const known = await visitor().run(findWorkspaces, { email: acme.owner.email });
  expect(await visitor().run(findWorkspaces, { email: "stranger@example.com" })).toEqual(known);
  expect(await queuedMail("stranger@example.com")).toEqual([]);
});
