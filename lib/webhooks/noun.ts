import { z } from "zod";
import { noun, telling } from "@/lib/core/noun";
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
    "webhook.endpoint_created": telling("added the webhook endpoint", types, (it) => it.types.join(", ")),
    "webhook.endpoint_edited": telling("changed the webhook endpoint", types, (it) => it.types.join(", ")),
    "webhook.endpoint_paused": "paused the webhook endpoint",
    "webhook.endpoint_resumed": "resumed the webhook endpoint",
    "webhook.endpoint_deleted": "deleted the webhook endpoint",
    "webhook.endpoint_tested": "sent a test to the webhook endpoint",
    "webhook.endpoint_disabled": telling(
      "disabled the webhook endpoint",
      z.object({ reason: z.enum(["failing", "gone"]) }),
      ({ reason }) => (reason === "gone" ? "it answered 410 Gone" : "it failed for five days"),
    ),
    "webhook.secret_rotated": "rotated the secret of the webhook endpoint",
    "webhook.secret_revealed": "revealed the secret of the webhook endpoint",
    "webhook.replayed": telling(
      "sent events again to the webhook endpoint",
      z.object({ count: z.int() }),
      ({ count }) => String(count),
    ),
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
