import { tenants } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { from, mailing, spending } from "@/lib/auth/attempts";
import { findUser } from "@/lib/auth/credentials";
import { issueToken, lifetimes } from "@/lib/auth/email-tokens";
import { linkOn } from "@/lib/auth/links";
import { assertStrong, hashPassword } from "@/lib/auth/passwords";
import { examplePassword } from "@/lib/auth/schema";
import { invalidField } from "@/lib/core/errors";
import { type PlatformScope, platformCommand } from "@/lib/core/operation";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { isAddressOf } from "@/lib/tenancy/addresses";
import { isThrowAway } from "@/lib/tenancy/sign-up-domain";
import { addressTaken, lastingMailbox } from "./create-workspace";
import { askedHere, openWorkspaceInput } from "./schema";

/**
 * Asks for a workspace, for somebody who is not signed in. Nothing exists before the mailed link is used, and whether the
 * e-mail has an account shows in the mail alone: the steps and the answer are the same. Throws `invalid` at the fields.
 */
export const openWorkspace = platformCommand({
  name: "workspace.open",
  summary: "Ask for a new workspace",
  audience: "public",
  input: openWorkspaceInput,
  output: askedHere,
  emits: [],
  emitsNothing: "the workspace does not exist before its link is used",
  rest: { none: "who opens an account proves it by mail, in a browser" },
  example: {
    workspaceName: "Acme",
    slug: "acme",
    name: "Kim Østergaard",
    email: "kim@example.com",
    password: examplePassword,
  },
  async prepare(context, { slug, name, email, password }) {
    if (isThrowAway(email)) throw invalidField("email", lastingMailbox);
    assertStrong(password, { name, email });
    await withPlatform((db) => requireFree(db, slug));
    const charges = [...from("signUp", context.origin.ip), ...mailing("openWorkspace", email, context)];
    return spending(charges, () => hashPassword(password));
  },
  async run(scope, { workspaceName, slug, name, email }, passwordHash) {
    const { db } = scope;
    const browserKey = newSecret();
    const data = { name, passwordHash, browserHash: sha256(browserKey), workspaceName, slug };
    const token = await issueToken(db, { purpose: "open_workspace", email, tenantId: null, data });
    await mailLink(scope, { email, token, workspaceName, slug });
    return { browserKey };
  },
});

/** A courtesy before the mail goes out: whose the address becomes is decided when the link is used. */
async function requireFree(db: PlatformDb, slug: string): Promise<void> {
  const [taken] = await db.select({ id: tenants.id }).from(tenants).where(isAddressOf(slug));
  if (taken) throw addressTaken();
}

interface Wish {
  email: string;
  token: string;
  workspaceName: string;
  slug: string;
}

async function mailLink({ db }: PlatformScope, { email, token, workspaceName, slug }: Wish): Promise<void> {
  const hasAccount = (await findUser(db, email)) !== null;
  const words = {
    workspaceName,
    address: new URL(linkOn({ slug }, "/")).href.replace(/^https?:\/\/|\/$/g, ""),
    hasAccount,
    url: linkOn(null, `/confirm/${token}`),
    signInUrl: linkOn(null, "/sign-in"),
    resetUrl: linkOn(null, "/forgot-password"),
  };
  await sendMail(db, email, "openWorkspace", words, { until: clock.in(lifetimes.open_workspace) });
}
