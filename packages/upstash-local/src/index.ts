export { type LocalUpstash, startUpstash, type UpstashOptions } from "./server.js";
