import { DAY, roughSeconds } from "../billing/calendar.js";
import { invalid } from "../errors.js";
import { listRoute, retrieveRoute } from "../lists.js";
import { integer, object, required, text } from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { TestClock } from "../types.js";

export const testClockRoutes: Route[] = [
  retrieveRoute("/v1/test_helpers/test_clocks", "test_helpers.test_clock"),
  listRoute("/v1/test_helpers/test_clocks", "test_helpers.test_clock"),
  route(
    "POST /v1/test_helpers/test_clocks",
    object({ frozen_time: required(integer), name: text }),
    (sandbox, input) => {
      const now = sandbox.now();
      const created = sandbox.store.put<"test_helpers.test_clock">({
        id: sandbox.id("clock"),
        object: "test_helpers.test_clock",
        created: now,
        deletes_after: now + 30 * DAY,
        frozen_time: input.frozen_time,
        livemode: false,
        name: input.name ?? null,
        status: "ready",
        status_details: {},
      });
      sandbox.emit("test_helpers.test_clock.created", created);
      return created;
    },
  ),
  route(
    "POST /v1/test_helpers/test_clocks/:id/advance",
    object({ frozen_time: required(integer) }),
    (sandbox, input, id) => startAdvance(sandbox, id, input.frozen_time),
  ),
];

/** Only says where to go; the emulator moves the clock after it has answered, as the real one does. */
function startAdvance(sandbox: Sandbox, id: string, target: number): TestClock {
  const clock = sandbox.store.get("test_helpers.test_clock", id);
  if (clock.status !== "ready") throw invalid("The test clock is already advancing.");
  if (target <= clock.frozen_time)
    throw invalid("Test clocks cannot go back in time.", { param: "frozen_time" });
  if (target > clock.frozen_time + longestAdvance(sandbox, id)) {
    throw invalid(
      "A test clock advances by at most two intervals of its shortest subscription, or two years.",
      { param: "frozen_time" },
    );
  }
  return sandbox.store.change("test_helpers.test_clock", id, {
    status: "advancing",
    status_details: { advancing: { target_frozen_time: target } },
  });
}

function longestAdvance(sandbox: Sandbox, clock: string): number {
  const intervals = sandbox.store
    .where("subscription", "test_clock", clock)
    .filter((subscription) => subscription.ended_at === null)
    .flatMap((subscription) => subscription.items.data)
    .map((item) => roughSeconds(item.price.recurring ?? { interval: "year", interval_count: 1 }));
  return 2 * Math.min(...intervals, roughSeconds({ interval: "year", interval_count: 1 }));
}
