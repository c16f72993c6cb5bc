export * from "./events";
export * from "./projects";
export * from "./residence";
export * from "./usage";
export * from "./webhooks";
