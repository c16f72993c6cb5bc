export * from "./accounts";
export * from "./effects";
export * from "./intents";
export * from "./invoices";
export * from "./subscriptions";
export * from "./sync";
