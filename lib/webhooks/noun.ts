import { z } from "zod";
import { noun, plainly, telling } from "@/lib/core/noun";
import { said } from "@/lib/platform/said";
import { createEndpoint } from "./create-endpoint";
import { deleteEndpoint } from "./delete-endpoint";
import { deliverWebhooksJob } from "./deliver";
import { editEndpoint } from "./edit-endpoint";
import { pauseEndpoint, resumeEndpoint } from "./pause-endpoint";
import { purgeWebhooksJob } from "./purge";
import { getDelivery, getEndpoint, listDeliveries, listEndpoints } from "./queries";
import { replayDelivery, replayFailed } from "./replay";
import { revealSecret, rotateSecret } from "./rotate-secret";
import { testEndpoint } from "./test-endpoint";

const types = z.object({ types: z.array(z.string()) });

export const webhooks = noun({
  name: "webhooks",
  ids: { whe: "webhook endpoint", whd: "webhook delivery", wha: "webhook attempt" },
  events: {
    ...plainly(
      "webhook.endpoint_paused",
      "webhook.endpoint_resumed",
      "webhook.endpoint_deleted",
      "webhook.endpoint_tested",
      "webhook.secret_rotated",
      "webhook.secret_revealed",
    ),
    "webhook.endpoint_created": telling(types, (it) =>
      said("history.eventTypes", { types: it.types.join(", ") }),
    ),
    "webhook.endpoint_edited": telling(types, (it) =>
      said("history.eventTypes", { types: it.types.join(", ") }),
    ),
    "webhook.endpoint_disabled": telling(z.object({ reason: z.enum(["failing", "gone"]) }), ({ reason }) =>
      said(`history.disabledFor.${reason}`),
    ),
    "webhook.replayed": telling(z.object({ count: z.int() }), (it) => said("history.replayed", it)),
  },
  operations: [
    createEndpoint,
    editEndpoint,
    pauseEndpoint,
    resumeEndpoint,
    deleteEndpoint,
    rotateSecret,
    revealSecret,
    testEndpoint,
    replayDelivery,
    replayFailed,
    listEndpoints,
    getEndpoint,
    listDeliveries,
    getDelivery,
  ],
  jobs: [deliverWebhooksJob, purgeWebhooksJob],
});
