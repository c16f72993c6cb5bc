import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { tenants } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { proveContext } from "@/lib/core/context";
import { runCommand } from "@/lib/core/run";
import { inviteMember } from "@/lib/members/invite-member";
import { clock, days } from "@/lib/platform/clock";
import { type TestWorkspace, workspace } from "../support/world";
import { queuedMail } from "./queued-mail";

let serial = 0;

/** As whom an admin with this address writes to somebody at `domain`. */
async function senderOf({ admin }: TestWorkspace, from: string, domain: string) {
  const to = `invitee-${++serial}@${domain}`;
  const { actor, ...rest } = admin.context;
  if (actor.kind !== "user") throw new Error("the admin is a person");
  const context = proveContext({ ...rest, actor: { ...actor, email: from } });
  await runCommand(inviteMember, context, { emails: to, role: "member" });
  const [mail] = await queuedMail(to);
  return mail?.sender;
}

test("an invitation to the inviter's own domain is a colleague's, unless anybody can have a mailbox there", async () => {
  const acme = await workspace();
  expect(await senderOf(acme, "ada@acme.example", "acme.example")).toBe("colleague");
  expect(await senderOf(acme, "ada@acme.example", "victim.example")).toBe("anybody");
  expect(await senderOf(acme, "ada@gmail.com", "gmail.com")).toBe("anybody");
});

test("a workspace that has stood for two weeks is settled", async () => {
  const acme = await workspace();
  const age = (ms: number) =>
    withPlatform((db) =>
      db
        .update(tenants)
        .set({ createdAt: clock.in(-ms) })
        .where(eq(tenants.id, acme.id)),
    );
  await age(days(13));
  expect(await senderOf(acme, "ada@acme.example", "victim.example")).toBe("anybody");
  await age(days(15));
  expect(await senderOf(acme, "ada@acme.example", "victim.example")).toBe("settled");
});

test("an invitation's mail makes sense for as long as its link is good", async () => {
  const acme = await workspace();
  const to = `invitee-${++serial}@example.com`;
  const before = Date.now();
  await acme.admin.run(inviteMember, { emails: to, role: "member" });
  const [mail] = await queuedMail(to);
  const lifeMs = Date.parse(mail?.until ?? "") - before;
  expect(lifeMs).toBeGreaterThanOrEqual(days(7));
  expect(lifeMs).toBeLessThan(days(7) + 60_000);
});

test("who joined by a mailbox to throw away invites nobody, and may be invited", async () => {
  const acme = await workspace();
  await expect(senderOf(acme, "x1@mailinator.com", "victim.example")).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await senderOf(acme, "ada@acme.example", "mailinator.com")).toBe("anybody");
});
