import { bigint, text } from "drizzle-orm/pg-core";
import { tenantId } from "../../columns";
import { tenants } from "../tenancy";

export const plan = (name = "plan") =>
  text(name, { enum: ["free", "starter", "professional", "business", "enterprise"] });
export const interval = () => text("interval", { enum: ["monthly", "quarterly", "annual"] });
export const billedTenant = () => tenantId().references(() => tenants.id, { onDelete: "cascade" });
/** Minor units of the row's currency, which of the yen are yen. They stay far below 2^53, so a JavaScript number holds them exactly. */
export const money = (name: string) => bigint(name, { mode: "number" });
export const counter = (name: string) => bigint(name, { mode: "number" });
