/** What a bucket holds, and how fast it fills up again. */
export interface Cap {
  perMinute: number;
  burst: number;
}

export interface Verdict {
  isAllowed: boolean;
  /** Requests that are let through at once; 0 where no limit applies. */
  limit: number;
  remaining: number;
  resetSeconds: number;
  retryAfterSeconds: number;
  /** Whether Redis could not be asked and this process counted alone. */
  isDegraded: boolean;
}
