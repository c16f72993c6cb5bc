import { addMonths } from "./billing/calendar.js";
import type { Sandbox } from "./sandbox.js";
import type { Scheduler } from "./scheduler.js";

/** Moves the sandbox's own clock, and test clocks that were asked to advance. Neither goes back over what was lived. */
export class Clocks {
  readonly #advancing = new Map<string, Promise<void>>();

  constructor(
    private readonly sandbox: Sandbox,
    private readonly scheduler: Scheduler,
  ) {
    for (const clock of sandbox.store.all("test_helpers.test_clock")) this.#noticeAdvance(clock.id);
    sandbox.store.onChange((noun, id) => {
      if (noun === "test_helpers.test_clock") this.#noticeAdvance(id);
    });
  }

  /** Runs everything due on the way to `seconds`; objects on test clocks stay where they are. */
  advanceTo(seconds: number): void {
    const now = this.sandbox.now();
    if (seconds < now) throw new Error("The clock does not go back; reset the sandbox instead.");
    this.scheduler.run(null, seconds);
    this.sandbox.configure({}, this.sandbox.account.offsetMs + (seconds - now) * 1000);
  }

  /** Begins `days` before today, so that a demo has a past. */
  beginAgo(days: number): void {
    if (this.sandbox.store.all("subscription").length > 0)
      throw new Error("Somebody is subscribed; reset the sandbox to begin earlier.");
    this.sandbox.configure({}, -days * 86_400_000);
  }

  advanceBy(step: { days?: number; months?: number }): void {
    const days = (step.days ?? 0) * 86_400;
    this.advanceTo(addMonths(this.sandbox.now(), step.months ?? 0) + days);
  }

  /** Resolves when no test clock is on its way. */
  async settled(): Promise<void> {
    while (this.#advancing.size > 0) await Promise.all(this.#advancing.values());
  }

  #noticeAdvance(id: string): void {
    const clock = this.sandbox.store.find("test_helpers.test_clock", id);
    if (clock?.status !== "advancing" || this.#advancing.has(id)) return;
    const advance = new Promise<void>((done) => setTimeout(done, 5))
      .then(() => this.#advance(id))
      .finally(() => this.#advancing.delete(id));
    this.#advancing.set(id, advance);
  }

  #advance(id: string): void {
    const target = this.sandbox.store.find("test_helpers.test_clock", id)?.status_details.advancing;
    if (!target) return;
    this.scheduler.run(id, target.target_frozen_time);
    this.sandbox.transaction(() => {
      const ready = this.sandbox.store.change("test_helpers.test_clock", id, {
        frozen_time: target.target_frozen_time,
        status: "ready",
        status_details: {},
      });
      this.sandbox.emit("test_helpers.test_clock.ready", ready);
    });
  }
}
