import { billingCommands } from "./billing";
import type { CliCommand } from "./command";
import { grantCommands } from "./grants";
import { migrateCommand } from "./migrate";
import { quoteCommands } from "./quotes";
import { tenantCommands } from "./tenant";

/** Every command there is, in the order of the help. */
export const commands: CliCommand[] = [
  migrateCommand,
  ...tenantCommands,
  ...billingCommands,
  ...grantCommands,
  ...quoteCommands,
];
