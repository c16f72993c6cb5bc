/** Refusals that programs tell apart more finely than people have to, each with its status. */
export const reasons = {
  malformed_json: 400,
  key_expired: 401,
  key_revoked: 401,
  insufficient_scope: 403,
  address_not_allowed: 403,
  method_not_allowed: 405,
  not_acceptable: 406,
  already_done: 409,
  idempotency_in_progress: 409,
  version_conflict: 412,
  uri_too_long: 414,
  idempotency_key_reused: 422,
  precondition_required: 428,
} as const;
export type Reason = keyof typeof reasons;
