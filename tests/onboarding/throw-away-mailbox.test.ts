import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { tenants, users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { openAnotherWorkspace } from "@/lib/onboarding/open-another-workspace";
import { openWorkspace } from "@/lib/onboarding/open-workspace";
import { isFreeMail, isThrowAway } from "@/lib/tenancy/sign-up-domain";
import { account, signedIn, visitor } from "../auth/people";
import { queuedMail } from "../members/queued-mail";
import { spoken } from "../support/spoken";
import { freshSlug, wish } from "./opened";

const countOf = async (slug: string) =>
  (await withPlatform((db) => db.select().from(tenants).where(eq(tenants.slug, slug)))).length;

describe("a mailbox to throw away", () => {
  const email = () => `x-${freshSlug()}@sub.mailinator.com`;

  test("opens no workspace: the field says so, before anything is mailed", async () => {
    const wanted = wish({ email: email() });
    await expect(visitor().run(openWorkspace, wanted)).rejects.toMatchObject({
      code: "invalid",
      fields: { email: [spoken("address that stays yours")] },
    });
    expect(await queuedMail(wanted.email)).toEqual([]);
  });

  test("opens none either once it has joined one", async () => {
    const kim = { ...(await account()), email: email() };
    await withPlatform((db) => db.update(users).set({ email: kim.email }).where(eq(users.id, kim.id)));
    const here = await signedIn(kim);
    const slug = freshSlug();
    await expect(here.run(openAnotherWorkspace, { workspaceName: "Venture", slug })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await countOf(slug)).toBe(0);
  });

  test.each([
    ["x@mailinator.com", true],
    ["x@a.b.Mailinator.com", true],
    ["x@notmailinator.com", false],
    ["x@gmail.com", false],
    ["x@duck.com", false],
  ])("is told by its domain: %s", (email, expected) => {
    expect(isThrowAway(email)).toBe(expected);
  });

  test("lets nobody in by its domain either", () => {
    expect(isFreeMail("mailinator.com")).toBe(true);
    expect(isFreeMail("sub.yopmail.com")).toBe(true);
  });
});
