import { expect, test } from "vitest";
import { changePassword } from "@/lib/auth/change-password";
import { policies } from "@/lib/auth/policies";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { requestVerification } from "@/lib/auth/request-verification";
import { findWorkspaces } from "@/lib/onboarding/find-workspaces";
import { member, workspace } from "../support/world";
import { account, password, signedIn, tenantOf, visitor } from "./people";

const full = { code: "rate_limited" };

test("a mail asked for one purpose leaves the others' budgets alone", async () => {
  const kim = await account({ isVerified: false });
  const here = await signedIn(kim);
  for (let n = 0; n < policies.mailTo.max; n++) await visitor().run(findWorkspaces, { email: kim.email });
  await expect(visitor().run(findWorkspaces, { email: kim.email })).rejects.toMatchObject(full);
  await expect(here.run(requestVerification, {})).resolves.toEqual({ isSent: true });
  await expect(visitor().run(requestPasswordReset, { email: kim.email })).resolves.toBeUndefined();
});

test("nor does one workspace's door spend another's, or the root domain's", async () => {
  const kim = await account();
  const tenants = await Promise.all(
    [await workspace(), await workspace()].map(async ({ slug }) => {
      await member(slug, "member", kim);
      return tenantOf(slug);
    }),
  );
  for (const tenant of [...tenants, null]) {
    const ask = () => visitor({ tenant }).run(requestPasswordReset, { email: kim.email });
    for (let n = 0; n < policies.mailTo.max; n++) await ask();
    await expect(ask()).rejects.toMatchObject(full);
  }
});

test("one that is refused for the mailbox does not cost the network", async () => {
  const { run } = visitor();
  for (let n = 0; n < 30; n++) await run(requestPasswordReset, { email: "full@example.com" }).catch(() => 0);
  const left = policies.mailFrom.max - policies.mailTo.max;
  for (let n = 0; n < left; n++) await run(requestPasswordReset, { email: `other-${n}@example.com` });
  await expect(run(requestPasswordReset, { email: "last@example.com" })).rejects.toMatchObject(full);
});

test("a password can be changed so often an hour, since each change is told to an address that may be a stranger's", async () => {
  const kim = await account();
  const here = await signedIn(kim);
  const change = (n: number) =>
    here.run(changePassword, {
      currentPassword: n === 0 ? password : `${password} ${n - 1}`,
      newPassword: `${password} ${n}`,
    });
  for (let n = 0; n < policies.changePassword.max; n++) await change(n);
  await expect(change(policies.changePassword.max)).rejects.toMatchObject(full);
});
