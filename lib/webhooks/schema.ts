import { z } from "zod";
import { paragraphsOf } from "@/lib/platform/display-name";
import { exampleId } from "@/lib/platform/id";
import { instant } from "@/lib/platform/instant";
import { said } from "@/lib/platform/said";
import { endpointUrl } from "./endpoint-url";
import { deliveryStatuses, endpointStatuses } from "./values";

export const endpointId = z.string().regex(/^whe_[0-9a-z]{26}$/, said("webhooks.refused.noEndpoint"));
export const deliveryId = z.string().regex(/^whd_[0-9a-z]{26}$/, said("webhooks.refused.noDelivery"));

const type = z.string().regex(/^(\*|[a-z_]{1,40}\.(\*|[a-z_]{1,60}))$/, said("webhooks.refused.type"));

const types = z
  .array(type)
  .min(1, said("webhooks.refused.noTypes"))
  .max(50)
  .transform((all) => [...new Set(all)]);

const description = paragraphsOf({ most: 200 });

export const createEndpointInput = z.strictObject({
  url: endpointUrl,
  types,
  description: description.default(""),
});
export const editEndpointInput = createEndpointInput.extend({ id: endpointId });
export const endpointReference = z.strictObject({ id: endpointId });
export const endpointExample = { id: exampleId("whe") };
export const deliveryReference = z.strictObject({ id: endpointId, deliveryId });
export const deliveryExample = { ...endpointExample, deliveryId: exampleId("whd") };

/** An endpoint as it leaves: never its secret, which has answers of its own. */
export const endpoint = z.object({
  id: endpointId,
  url: z.string(),
  types: z.array(z.string()),
  description: z.string(),
  status: z.enum(endpointStatuses),
  /** Why it was disabled: it only failed, or it answered 410. */
  reason: z.enum(["failing", "gone"]).nullable(),
  failingSince: instant.nullable(),
  createdAt: instant,
});

export const endpointWithSecret = endpoint.extend({ secret: z.string() });

export const delivery = z.object({
  id: deliveryId,
  eventId: z.string(),
  type: z.string(),
  status: z.enum(deliveryStatuses),
  attempts: z.int(),
  lastStatus: z.int().nullable(),
  nextAt: instant,
  createdAt: instant,
});

export const attempt = z.object({
  id: z.string(),
  status: z.int().nullable(),
  durationMs: z.int(),
  answer: z.string(),
  createdAt: instant,
});
