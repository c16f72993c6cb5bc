import { migrate } from "@/db/migrate";
import { env } from "@/env";
import type { CliCommand } from "./command";

export const migrateCommand: CliCommand = {
  name: "migrate",
  summary: "Bring the database up to date, as its owner (DATABASE_OWNER_URL)",
  async run() {
    const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl } = env();
    if (!ownerUrl)
      throw new Error("Set DATABASE_OWNER_URL: migrations run as the owner, never as the application.");
    const { applied } = await migrate(ownerUrl, appUrl, (line) => console.log(line));
    console.log(applied.length === 0 ? "Nothing to apply." : `Applied ${applied.length}.`);
  },
};
