import path from "node:path";
import { productName } from "@/lib/platform/product";
import type { Seeded } from "./seed";
import type { Services } from "./services";

interface Facts {
  port: number;
  folder: string;
  services: Services;
  seeded: Seeded;
  seconds: number;
}

/** What the terminal shows once everything answers: where things are, and who can sign in. */
export function welcome({ port, folder, services, seeded, seconds }: Facts): string {
  const root = `http://localhost:${port}`;
  const rows = [
    ["Open a workspace", `${root}/sign-up`],
    ...seeded.workspaces.map(({ name, slug }) => [name, `http://${slug}.localhost:${port}`]),
    ["Mailbox", services.mailboxUrl],
    ["Local Stripe", services.stripeUrl],
  ];
  const people = seeded.people.map(({ email, can }) => [email, can]);
  return [
    "",
    `  ${productName} is ready in ${seconds.toFixed(1)} s: ${root}`,
    "",
    ...table(rows),
    "",
    `  Sign in with any of these; the password is ${seeded.password}`,
    "",
    ...table(people),
    "",
    `  Ctrl-C stops all of it. Data stays in ${path.relative("", folder)}; npm run dev -- --reset starts afresh.`,
    "",
  ].join("\n");
}

function table(rows: string[][]): string[] {
  const width = Math.max(...rows.map(([first = ""]) => first.length));
  return rows.map(([first = "", second = ""]) => `    ${first.padEnd(width)}  ${second}`);
}
