import { sql } from "drizzle-orm";
import { integer, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, instant, updatedAt } from "../columns";
import { platform } from "./schema";

/** A person, once, whatever the number of workspaces. */
export const users = platform.table(
  "users",
  {
    id: text("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    passwordHash: text("password_hash"),
    emailVerifiedAt: instant("email_verified_at"),
    /** Rises with every new password and every end of all sessions; what was made under an older one opens nothing. */
    epoch: integer("epoch").notNull().default(0),
    /** What the person reads, as a tag of `messages/`; null is as each workspace, then the browser, has it. */
    language: text("language"),
    /** An IANA name; null is as each workspace has it. */
    timeZone: text("time_zone"),
    /** A hash that names the picture kept for them; null is initials. */
    picture: text("picture"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex("users_email_key").on(sql`lower(${t.email})`)],
);
