import { type Case, fresh } from "../isolation/case";

export const cases: Record<string, Case> = {
  "invitation.accept": {
    audience: "public",
    input: ({ invitation }) => ({
      token: invitation.token,
      name: "Newcomer",
      password: "quite another phrase 42",
    }),
  },
  "invitation.describe": { audience: "public", input: ({ invitation }) => ({ token: invitation.token }) },
  "member.sign_up": {
    audience: "public",
    input: () => ({ name: "Newcomer", email: `${fresh()}@example.com`, password: "quite another phrase 42" }),
  },
  "member.confirm_sign_up": {
    audience: "public",
    input: ({ signUpToken }) => ({ token: signUpToken, password: "quite another phrase 42" }),
  },
  "member.describe_sign_up": { audience: "public", input: ({ signUpToken }) => ({ token: signUpToken }) },
  "slug.check": { audience: "public", input: () => ({ slug: fresh() }) },
  "workspace.find": {
    audience: "public",
    input: ({ owner }) => ({ email: owner.email }),
    leaves: { jobs: "the list of their own workspaces goes to that person's mailbox, whoever asks" },
  },
  "workspace.open": {
    audience: "public",
    input: () => ({
      workspaceName: "New",
      slug: fresh(),
      name: "Newcomer",
      email: `${fresh()}@example.com`,
      password: "quite another phrase 42",
    }),
  },
  "workspace.confirm": {
    audience: "public",
    input: ({ openToken }) => ({ token: openToken, slug: fresh(), password: "quite another phrase 42" }),
    atRoot: true,
  },
  "workspace.describe_opening": {
    audience: "public",
    input: ({ openToken }) => ({ token: openToken }),
    atRoot: true,
  },
  "workspace.open_another": { audience: "person", input: () => ({ workspaceName: "New", slug: fresh() }) },
  "workspace.list_mine": { audience: "person" },
};
