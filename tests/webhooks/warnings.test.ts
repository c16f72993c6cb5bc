import { afterEach, beforeEach, expect, test } from "vitest";
import { clock, days, minutes } from "@/lib/platform/clock";
import { createProject } from "@/lib/projects/create-project";
import { queuedMail } from "../members/queued-mail";
import { allowLoopback, receiver } from "./receiver";
import { deliverDue, listening } from "./support";

beforeEach(() => allowLoopback());
afterEach(() => clock.reset());

test("owners and admins are mailed after one day, after four, and when it is disabled; others never", async () => {
  const { url } = await receiver((response) => response.writeHead(500).end());
  const home = await listening(url);
  const mails = async (email: string) =>
    (await queuedMail(email))
      .filter(({ template }) => template === "webhookFailing")
      .map(({ props }) => props.isDisabled);
  const seen: number[] = [];
  for (let day = 0; day <= 5; day++) {
    for (const name of ["a", "b"]) await home.owner.run(createProject, { name: `${day}${name}` });
    await deliverDue(home);
    seen.push((await mails(home.owner.email)).length);
    clock.shift(days(1) + minutes(1));
  }
  expect(seen).toEqual([0, 1, 1, 1, 2, 3]);
  expect(await mails(home.owner.email)).toEqual([false, false, true]);
  expect(await mails(home.admin.email)).toEqual([false, false, true]);
  expect(await mails(home.member.email)).toEqual([]);
});
