import { sessionNotes } from "@/components/ui/session-note";

const key = "arrival";

/** A form leads on to another page: there the keyboard goes on at its heading, not before the first link. */
export const rememberArrival = (): boolean => sessionNotes.write(key, "form");

/** Whether this page was come to by a form; asked once. */
export const takeArrival = (): boolean => sessionNotes.take(key) !== null;
