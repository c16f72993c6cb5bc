/** When a change of a column would turn back what has happened, in the words of a trigger. */
type Refused = (column: string) => string;

/** Null until it happens; then it stays as it was written. */
const once: Refused = (column) =>
  `old.${column} is not null and new.${column} is distinct from old.${column}`;
/** Where it has ended, it stays. */
const endsAfter =
  (...open: string[]): Refused =>
  (column) =>
    `old.${column} not in (${open.map((status) => `'${status}'`).join(", ")}) and new.${column} is distinct from old.${column}`;
const rises: Refused = (column) => `new.${column} < old.${column}`;

/**
 * Every column that only ever goes one way, whoever writes it: a code that was used, a session that was ended, a link of an
 * earlier epoch would otherwise revive under a role that may update the column. Migrating makes a trigger of each.
 */
export const oneWay: Record<"platform" | "tenant", Record<string, Record<string, Refused>>> = {
  platform: {
    users: { epoch: rises },
    api_keys: { revoked_at: once },
    sessions: { revoked_at: once },
    email_tokens: { used_at: once },
    handoffs: { used_at: once },
    invitations: { status: endsAfter("pending") },
    placements: { epoch: rises },
    billing_intents: { status: endsAfter("pending", "open") },
    billing_outbox: { done_at: once },
    trial_redemptions: { redeemed_at: once },
    billing_moves: { canceled_at: once },
    billing_move_payers: {
      status: endsAfter("planned", "noticed"),
      noticed_at: once,
      asked_at: once,
      moved_at: once,
    },
  },
  tenant: {
    usage_periods: { closed_at: once },
    usage_pushes: { revision: rises },
  },
};
