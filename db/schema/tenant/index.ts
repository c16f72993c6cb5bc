export * from "./api-calls";
export * from "./events";
export * from "./projects";
export * from "./request-keys";
export * from "./usage";
