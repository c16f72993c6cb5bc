let offsetMs = 0;

export const clock = {
  /** The time, in UTC; tests move it with `shift`. */
  now(): Date {
    return new Date(Date.now() + offsetMs);
  },
  in(ms: number): Date {
    return new Date(clock.now().getTime() + ms);
  },
  /** Moves the clock of this process by `ms`, and back to real time with `reset`. For tests. */
  shift(ms: number): void {
    offsetMs += ms;
  },
  reset(): void {
    offsetMs = 0;
  },
};

export const seconds = (n: number) => n * 1_000;
export const minutes = (n: number) => seconds(n * 60);
export const hours = (n: number) => minutes(n * 60);
export const days = (n: number) => hours(n * 24);
