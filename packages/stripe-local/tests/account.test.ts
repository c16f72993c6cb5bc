import { expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";

const { stripe } = withSubscriptions();

test("a key is told which account it belongs to, and it is the same one every time", async () => {
  const { id, object } = await stripe().accounts.retrieveCurrent();
  expect({ id, object }).toEqual({ id: "acct_local", object: "account" });
});
