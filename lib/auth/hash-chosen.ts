import { on, spending } from "./attempts";
import { hashPassword } from "./passwords";

/**
 * The hash of a password that somebody chooses by a mailed link. Counted: a link that is refused for another reason stays
 * good, and would have one hashed as often as its holder asks. Throws `rate_limited`, or `unavailable`.
 */
export const hashChosen = (email: string, password: string): Promise<string> =>
  spending([on("choosePassword", email.toLowerCase())], () => hashPassword(password));
