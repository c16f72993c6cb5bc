"use server";

import { action } from "@/lib/entry/action";
import { said } from "@/lib/platform/said";
import { createEndpoint } from "./create-endpoint";
import { deleteEndpoint } from "./delete-endpoint";
import { editEndpoint } from "./edit-endpoint";
import { pauseEndpoint, resumeEndpoint } from "./pause-endpoint";
import { replayDelivery, replayFailed } from "./replay";
import { revealSecret, rotateSecret } from "./rotate-secret";
import { testEndpoint } from "./test-endpoint";

export const createEndpointAction = action(createEndpoint, { message: said("webhooks.done.added") });
export const editEndpointAction = action(editEndpoint, { message: said("webhooks.done.saved") });
export const pauseEndpointAction = action(pauseEndpoint, { message: said("webhooks.done.paused") });
export const resumeEndpointAction = action(resumeEndpoint, { message: said("webhooks.done.resumed") });
export const deleteEndpointAction = action(deleteEndpoint, { redirectTo: "/settings/webhooks" });
export const rotateSecretAction = action(rotateSecret);
export const revealSecretAction = action(revealSecret);
export const testEndpointAction = action(testEndpoint, {
  // A failure stands on the page with its answer: a toast would tell it as a success.
  message: ({ isDelivered }) => (isDelivered ? said("webhooks.test.delivered") : ""),
});
export const replayDeliveryAction = action(replayDelivery, { message: said("webhooks.done.replayed") });
export const replayFailedAction = action(replayFailed, {
  message: ({ count }) => said("webhooks.done.replayedFailed", { count }),
});
