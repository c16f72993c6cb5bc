export { type LocalMailbox, type MailboxOptions, startMailbox } from "./server";
