/** The public addresses on the root domain, once. */
export const siteLinks = {
  home: "/",
  features: "/#features",
  questions: "/#questions",
  pricing: "/pricing",
  quote: "/quote",
  signIn: "/sign-in",
  workspaces: "/workspaces",
  signUp: "/sign-up",
  findWorkspace: "/find-workspace",
};
