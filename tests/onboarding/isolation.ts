import { type Case, fresh } from "../isolation/case";

export const cases: Record<string, Case> = {
  "invitation.accept": {
    input: ({ invitation }) => ({
      token: invitation.token,
      name: "Newcomer",
      password: "quite another phrase 42",
    }),
  },
  "invitation.describe": { input: ({ invitation }) => ({ token: invitation.token }) },
  "member.sign_up": {
    input: () => ({ name: "Newcomer", email: `${fresh()}@example.com`, password: "quite another phrase 42" }),
  },
  "member.confirm_sign_up": {
    input: ({ signUpToken }) => ({ token: signUpToken, password: "quite another phrase 42" }),
  },
  "member.describe_sign_up": { input: ({ signUpToken }) => ({ token: signUpToken }) },
  "slug.check": { input: () => ({ slug: fresh() }) },
  "workspace.find": {
    input: ({ owner }) => ({ email: owner.email }),
    leaves: { jobs: "the list of their own workspaces goes to that person's mailbox, whoever asks" },
  },
  "workspace.open": {
    input: () => ({
      workspaceName: "New",
      slug: fresh(),
      name: "Newcomer",
      email: `${fresh()}@example.com`,
      password: "quite another phrase 42",
    }),
  },
  "workspace.confirm": {
    input: ({ openToken }) => ({ token: openToken, slug: fresh(), password: "quite another phrase 42" }),
    atRoot: true,
  },
  "workspace.describe_opening": { input: ({ openToken }) => ({ token: openToken }), atRoot: true },
  "workspace.open_another": { input: () => ({ workspaceName: "New", slug: fresh() }) },
};
