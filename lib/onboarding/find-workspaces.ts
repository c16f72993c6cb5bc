import { z } from "zod";
import { attemptMail } from "@/lib/auth/attempts";
import { findUser } from "@/lib/auth/credentials";
import { linkOn } from "@/lib/auth/links";
import { emailSchema } from "@/lib/auth/schema";
import { platformCommand } from "@/lib/core/platform-command";
import { sendMail } from "@/lib/notifications/send-mail";
import { workspacesOf } from "./list-workspaces";

/** Mails a person the addresses of their workspaces, and answers the same to an e-mail that has none. */
export const findWorkspaces = platformCommand({
  name: "workspace.find",
  door: "public",
  reason: "Whoever forgot the address of their workspace cannot sign in to it.",
  input: z.strictObject({ email: emailSchema }),
  async run({ db, context }, { email }) {
    await attemptMail(email, context.origin.ip);
    const found = await findUser(db, email);
    const workspaces = found ? await workspacesOf(db, found.user.id) : [];
    if (workspaces.length > 0) {
      const links = workspaces.map(({ name, slug }) => ({ name, url: linkOn({ slug }, "/") }));
      await sendMail(db, email, "findWorkspaces", { workspaces: links });
    }
    return { isAccepted: true };
  },
});
