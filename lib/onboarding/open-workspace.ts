import { users } from "@/db/schema/platform";
import { attemptFrom } from "@/lib/auth/attempts";
import { checkCredentials, findUser } from "@/lib/auth/credentials";
import { assertStrong, hashPassword } from "@/lib/auth/passwords";
import { newPasswordSchema } from "@/lib/auth/schema";
import { sendVerification } from "@/lib/auth/send-verification";
import { invalidField } from "@/lib/core/errors";
import { type PlatformScope, platformCommand } from "@/lib/core/platform-command";
import { newId } from "@/lib/platform/id";
import { claimAddress, enterFromRoot, foundWorkspace } from "./create-workspace";
import { openWorkspaceInput } from "./schema";

interface Wanted {
  name: string;
  email: string;
  password: string;
}

/**
 * Opens a workspace for somebody who is not signed in: a new person, or one whose password fits. They are signed in on the
 * root domain and go from there to the workspace. Throws `invalid` at the e-mail, password or slug.
 */
export const openWorkspace = platformCommand({
  name: "workspace.open",
  door: "public",
  reason: "Neither the workspace nor, as a rule, the person exists yet.",
  input: openWorkspaceInput,
  async run(scope, { workspaceName, slug, ...wanted }) {
    await attemptFrom("signUp", scope.context.origin.ip);
    const id = await claimAddress(scope, { workspaceName, slug });
    const owner = await ownerOf(scope, wanted);
    await foundWorkspace(scope, { id, workspaceName, owner });
    return enterFromRoot(scope, owner.id, slug);
  },
});

async function ownerOf(scope: PlatformScope, wanted: Wanted) {
  const { db, context } = scope;
  if (!(await findUser(db, wanted.email))) return createPerson(scope, wanted);
  const user = await checkCredentials(db, { ...wanted, ip: context.origin.ip });
  if (!user) throw emailTaken();
  return user;
}

async function createPerson({ db }: PlatformScope, { name, email, password }: Wanted) {
  const chosen = newPasswordSchema.safeParse(password);
  if (!chosen.success)
    throw invalidField("password", chosen.error.issues[0]?.message ?? "Choose another password.");
  assertStrong(password, { name, email });
  const person = { id: newId("user"), name, email };
  const passwordHash = await hashPassword(password);
  const [created] = await db
    .insert(users)
    .values({ ...person, passwordHash })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (!created) throw emailTaken();
  await sendVerification(db, person);
  return person;
}

const emailTaken = () =>
  invalidField("email", "This e-mail already has an account. Sign in first, or use another.");
