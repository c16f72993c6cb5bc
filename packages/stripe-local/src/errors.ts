export interface ErrorBody {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  payment_intent?: object;
  payment_method?: object;
  setup_intent?: object;
  doc_url?: string;
}

/** An answer other than 200. `keepsChanges` marks a decline: what happened before it stays written. */
export class ApiError extends Error {
  readonly body: ErrorBody;

  constructor(
    readonly status: number,
    body: ErrorBody,
    readonly keepsChanges = false,
  ) {
    super(body.message);
    this.body = body.code
      ? { ...body, doc_url: `https://docs.stripe.com/error-codes/${dashed(body.code)}` }
      : body;
  }
}

/** A decline leaves its attempt behind: the charge, the counter, the event. */
export function keepsChanges(error: unknown): boolean {
  return error instanceof ApiError && error.keepsChanges;
}

export function invalid(message: string, details: { code?: string; param?: string } = {}): ApiError {
  return new ApiError(400, { type: "invalid_request_error", message, ...details });
}

/** What is not there: a 404 where the address of a request names it, a 400 where a parameter does. */
export class Missing extends ApiError {
  constructor(
    noun: string,
    readonly missing: string,
    param: string,
  ) {
    const message = `No such ${NAMES[noun] ?? noun}: '${missing}'${noun === "payment_method" ? ELSEWHERE : ""}`;
    super(404, { type: "invalid_request_error", code: "resource_missing", message, param });
  }

  asParameter(): ApiError {
    return new ApiError(400, this.body);
  }
}

/** Where Stripe's sentence calls something otherwise than its objects do (pay-rails/pay, recorded answers). */
const NAMES: Record<string, string> = { payment_method: "PaymentMethod", setup_intent: "setupintent" };
const ELSEWHERE =
  "; It's possible this PaymentMethod exists on one of your connected accounts, in which case you should retry this request on that connected account. Learn more at https://stripe.com/docs/connect/authentication";

export function noSuch(noun: string, id: string, param = "id"): ApiError {
  return new Missing(noun, id, param);
}

/** Loud on purpose: a silent 200 for something that is not built would make an application look right. */
export function unsupported(what: string): ApiError {
  return new ApiError(404, {
    type: "invalid_request_error",
    code: "emulator_unsupported",
    message: `${what} (emulator: not implemented)`,
  });
}

export function unauthorized(message: string): ApiError {
  return new ApiError(401, { type: "invalid_request_error", message });
}

function dashed(code: string): string {
  return code.replaceAll("_", "-");
}
