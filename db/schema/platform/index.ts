export * from "./auth";
export * from "./billing";
export * from "./keys";
export * from "./members";
export * from "./outbox";
export * from "./schema";
export * from "./tenancy";
export * from "./users";
