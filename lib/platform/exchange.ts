import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage } from "node:http";

/** One request as Node sees it, for what is decided before and after Next has it. */
export interface Exchange {
  request: IncomingMessage;
  /** Whether code of ours has begun to answer; until then only Next has read what was sent. */
  isInHand: boolean;
  /** The status that says whose fault a failure is, where Next knows only 500. */
  fault?: number;
}

declare global {
  // Next bundles the start of the server and each page apart; what they share can only be global.
  var tenantryExchanges: AsyncLocalStorage<Exchange> | undefined;
}

/** Each request's exchange, wherever its answer is being made. */
export function exchanges(): AsyncLocalStorage<Exchange> {
  globalThis.tenantryExchanges ??= new AsyncLocalStorage();
  return globalThis.tenantryExchanges;
}

/** Says that what fails from here on is ours to answer for. */
export function takeInHand(): void {
  const exchange = exchanges().getStore();
  if (exchange) exchange.isInHand = true;
}
