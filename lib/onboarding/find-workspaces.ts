import { z } from "zod";
import { withPlatform } from "@/db/tenant";
import { mailing, spend } from "@/lib/auth/attempts";
import { findUser } from "@/lib/auth/credentials";
import { linkOn } from "@/lib/auth/links";
import { emailSchema } from "@/lib/auth/schema";
import { enqueue, job } from "@/lib/core/job";
import { platformCommand } from "@/lib/core/operation";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock, days } from "@/lib/platform/clock";
import { workspacesOf } from "./list-workspaces";

/** Asks for the addresses of one's workspaces. Whether there are any is left to the job: the request is the same for all. */
export const findWorkspaces = platformCommand({
  name: "workspace.find",
  summary: "Send the addresses of somebody's workspaces",
  audience: "public",
  input: z.strictObject({ email: emailSchema }),
  output: z.void(),
  emits: [],
  emitsNothing: "it is asked of no workspace, and changes nothing",
  rest: { none: "whoever forgot an address asks in a browser" },
  example: { email: "kim@example.com" },
  async run({ db, context }, { email }) {
    await spend(...mailing("findWorkspaces", email, context));
    await enqueue(db, mailAddressesJob, { email });
  },
});

/** Mails a person the addresses of their workspaces, if they have any. */
export const mailAddressesJob = job({
  name: "workspace.mail_addresses",
  payload: z.object({ email: z.string() }),
  async run({ email }) {
    await withPlatform(async (db) => {
      const found = await findUser(db, email);
      const workspaces = found ? await workspacesOf(db, found.user.id) : [];
      if (workspaces.length === 0) return;
      const links = workspaces.map(({ name, slug }) => ({ name, url: linkOn({ slug }, "/") }));
      await sendMail(db, email, "findWorkspaces", { workspaces: links }, { until: clock.in(days(1)) });
    });
  },
});
