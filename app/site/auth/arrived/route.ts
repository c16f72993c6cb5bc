/** The same on the root domain. */
export { GET } from "@/app/workspace/auth/arrived/route";
