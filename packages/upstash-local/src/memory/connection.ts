import { type CommandTable, command, Status } from "./command.js";

/** Commands that touch no key. */
export const connection: CommandTable = {
  ping: command(-1, (_, args) => {
    const message = args.remaining > 0 ? args.take() : new Status("PONG");
    args.end();
    return message;
  }),
  echo: command(2, (_, args) => args.take()),
  time: command(1, () => {
    const now = Date.now();
    return [String(Math.floor(now / 1_000)), String((now % 1_000) * 1_000)];
  }),
  // Nobody can subscribe over this protocol, so nobody has heard.
  publish: command(3, () => 0),
};
