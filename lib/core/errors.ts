import { type MessageKey, said } from "@/lib/platform/said";
import { type Reason, reasons } from "./reasons";
import type { Trace } from "./traces";

export const errorCodes = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limit_exceeded: 402,
  billing_restricted: 402,
  too_large: 413,
  unsupported: 415,
  rate_limited: 429,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof errorCodes;

interface Details {
  /** What a program tells apart, where the code alone does not say. */
  reason?: Reason;
  /** Messages per input field, for the form that sent them. */
  fields?: Record<string, string[]>;
  /** What the form is to hold instead of what was typed: what is left to do. */
  values?: Record<string, string>;
  /** The page that asked has been overtaken; a reload shows how things stand, and keeps what was typed. */
  isOvertaken?: boolean;
  /** Seconds until it is worth trying again. */
  retryAfterSeconds?: number;
  /** What happened inside; goes to the log and never to a browser. */
  cause?: unknown;
  /** What it leaves in the history of the workspace, where its code alone does not say. */
  trace?: Trace;
}

/** The codes that never come of a slip of the pen. */
const traceOf: Partial<Record<ErrorCode, Trace>> = {
  forbidden: "permission",
  limit_exceeded: "limit",
  rate_limited: "attempts",
};

/** A refusal. The message is for the person who asked, as it was `said`; the cause is for the log; an entry point translates it once. */
export class AppError extends Error {
  readonly fields?: Record<string, string[]>;
  readonly values?: Record<string, string>;
  readonly isOvertaken?: boolean;
  readonly reason?: Reason;
  readonly retryAfterSeconds?: number;
  readonly trace?: Trace;

  constructor(
    readonly code: ErrorCode,
    message: string,
    details: Details = {},
  ) {
    super(message, { cause: details.cause });
    this.name = "AppError";
    this.fields = details.fields;
    this.values = details.values;
    this.isOvertaken = details.isOvertaken;
    this.reason = details.reason;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.trace = details.trace ?? traceOf[code];
  }

  get status(): number {
    return this.reason ? reasons[this.reason] : errorCodes[this.code];
  }
}

/**
 * The same answer for what never existed, what is gone, and what belongs to somebody else: one of those below, or a noun's own
 * words by their key.
 */
export const notFound = (what: keyof typeof missing | MessageKey) =>
  new AppError("not_found", said(isMissing(what) ? missing[what] : what));

const isMissing = (what: string): what is keyof typeof missing => Object.hasOwn(missing, what);

const missing = {
  address: "common.notFound.address",
  card: "common.notFound.card",
  checkout: "common.notFound.checkout",
  file: "common.notFound.file",
  invitation: "common.notFound.invitation",
  invoice: "common.notFound.invoice",
  member: "common.notFound.member",
  move: "common.notFound.move",
  page: "common.notFound.page",
  "payment account": "common.notFound.paymentAccount",
  project: "common.notFound.project",
  request: "common.notFound.request",
  session: "common.notFound.session",
  "spending limit": "common.notFound.spendingLimit",
  thing: "common.notFound.thing",
  workspace: "common.notFound.workspace",
} as const;

export const invalidField = (field: string, message: string, trace?: Trace) =>
  new AppError("invalid", said("common.invalidFields", { count: 1 }), {
    fields: { [field]: [message] },
    trace,
  });
