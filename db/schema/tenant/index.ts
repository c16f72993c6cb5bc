export * from "./events";
export * from "./projects";
export * from "./usage";
export * from "./webhooks";
