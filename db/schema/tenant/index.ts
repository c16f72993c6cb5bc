export * from "./api-calls";
export * from "./events";
export * from "./projects";
export * from "./request-keys";
export * from "./residence";
export * from "./usage";
export * from "./webhooks";
