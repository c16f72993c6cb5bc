import { z } from "zod";
import { webhookDeliveries } from "@/db/schema/tenant";
import { listing } from "@/lib/core/listing";
import { endpointId } from "./schema";
import { deliveryStatuses, pageSize } from "./values";

/** How the log of an endpoint is listed. Ids rise with time, so that they are its order. */
export const deliveryListing = listing({
  filters: { id: endpointId, status: z.enum(deliveryStatuses).optional() },
  sorts: { createdAt: { key: webhookDeliveries.id, type: "text", isDescending: true } },
  defaultSort: "createdAt",
  id: webhookDeliveries.id,
  pageSize,
});
export const listDeliveriesInput = deliveryListing.input;
