import { accountCommands } from "./accounts";
import { catalogCommands } from "./catalog";
import { expected } from "./expected";
import { moneyCommands } from "./money";
import { moveCommands } from "./moves";
import { afresh } from "./start-afresh";
import { syncCommands } from "./sync";

export const billingCommands = [
  ...catalogCommands,
  afresh,
  ...accountCommands,
  ...syncCommands,
  ...moneyCommands,
  ...moveCommands,
  expected,
];
