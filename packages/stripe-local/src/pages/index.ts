import type { Control } from "../control.js";
import { ApiError } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { Deliverer } from "../webhooks.js";
import { checkoutPage } from "./checkout.js";
import { invoicePage, invoicePdf } from "./invoice.js";
import { message } from "./notice.js";
import { portalPage } from "./portal.js";
import { setupChallengePage } from "./setup-challenge.js";
import { objectPage, viewerPage } from "./viewer.js";

export interface PageContext {
  sandbox: Sandbox;
  deliverer: Deliverer;
  control: Control;
}

/** What a browser sees: checkout, portal, hosted invoices, and the viewer at `/`. */
export async function servePage(context: PageContext, request: Request): Promise<Response> {
  try {
    return await route(context, request);
  } catch (error) {
    if (error instanceof ApiError) return message("This cannot be done", error.message, error.status);
    throw error;
  }
}

async function route(context: PageContext, request: Request): Promise<Response> {
  const [, first = "", second = "", third = ""] = new URL(request.url).pathname.split("/");
  if (first === "c" && second === "pay") return checkoutPage(context, request, third);
  if (first === "3ds") return setupChallengePage(context, request, second);
  if (first === "p" && second === "session") return portalPage(context, request, third);
  if (first === "i" && third === "pdf") return invoicePdf(context, second);
  if (first === "i") return invoicePage(context, request, second);
  if (first === "objects") return objectPage(context, second);
  if (first === "") return viewerPage(context, request);
  return message("No such page", "Go to the start page for an overview of this sandbox.", 404);
}
