export * from "./accounts";
export * from "./effects";
export * from "./intents";
export * from "./invoices";
export * from "./pauses";
export * from "./spending";
export * from "./subscriptions";
export * from "./sync";
