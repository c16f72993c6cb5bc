/** From the root domain to a workspace: the same way as from one workspace to another. */
export { GET } from "@/app/workspace/auth/handoff/route";
