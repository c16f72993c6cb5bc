export { createStripeEmulator, type EmulatorOptions, type StripeEmulator } from "./emulator.js";
export type { Fault } from "./faults.js";
export { type LocalStripe, type LocalStripeOptions, startLocalStripe } from "./server.js";
export type { Event } from "./types.js";
export type { WebhookMode } from "./webhooks.js";
