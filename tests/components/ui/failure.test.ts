import { describe, expect, test } from "vitest";
import { pageFailure } from "@/components/messages/page-failure";
import { failureOf, failureText, TimedOut } from "@/components/ui/failure";
import { translate } from "@/lib/platform/translate";

const online = { wasOnline: true, isOnline: true };
const unsure = "We could not tell whether it was saved. Check before trying again.";

const named = (name: string) => Object.assign(new Error("x"), { name });
const withDigest = (digest: string) => Object.assign(new Error("An error occurred"), { digest });
const textOf = (thrown: unknown, line = online) => failureText(failureOf(thrown, line));

describe("a call that failed on its way", () => {
  test.each([
    ["no connection to the server", new TypeError("Failed to fetch"), "The server could not be reached."],
    ["Safari's words for it", new TypeError("Load failed"), "The server could not be reached."],
    [
      "an answer of a proxy",
      new Error("An unexpected response was received from the server."),
      "The server is not available right now.",
    ],
    ["a proxy's plain text", new Error("upstream connect error"), "The server is not available right now."],
    ["a server that is silent", new TimedOut(), "The server takes too long to answer."],
    ["a failure inside the server", withDigest("4711"), "Something failed on the server (reference 4711)."],
    ["something that is no error", "what?", "The server is not available right now."],
  ])("after %s nobody is told what cannot be known", (_, thrown, reason) => {
    expect(textOf(thrown)).toBe(`${reason} ${unsure}`);
    expect(failureOf(thrown, online).remedy).toBe("retry");
  });

  test.each([
    ["Too many requests. Please wait 7 seconds and try again.", "Try again in 7 seconds."],
    ["Too many requests. Please wait a second and try again.", "Try again in a second."],
  ])("the edge's own refusal is believed: %s", (said, advice) => {
    expect(textOf(new Error(said))).toBe(`Too many requests. Nothing was saved. ${advice}`);
  });

  test("without a connection from the start nothing was saved; one that broke meanwhile leaves it open", () => {
    const broken = new TypeError("Failed to fetch");
    expect(textOf(broken, { wasOnline: false, isOnline: false })).toBe(
      "You are offline. Nothing was saved. Try again once you are connected.",
    );
    expect(textOf(broken, { wasOnline: true, isOnline: false })).toBe(`You are offline. ${unsure}`);
  });

  test("a part of the page that is gone is had by a reload, and without a connection by waiting", () => {
    const missing = named("ChunkLoadError");
    expect(failureOf(missing, online)).toMatchObject({
      reason: "A part of this page could not be loaded.",
      remedy: "reload",
    });
    expect(failureOf(missing, { wasOnline: false, isOnline: false })).toMatchObject({
      reason: "You are offline.",
      remedy: "retry",
    });
  });
});

const t = translate("en", "failures");

describe("a page that broke", () => {
  test("sends to support with a reference only where the server has one", () => {
    expect(pageFailure(t, withDigest("4711"))).toMatchObject({
      code: "Reference 4711",
      description: expect.stringContaining("on the server"),
    });
    expect(pageFailure(t, new Error("x")).code).toBeUndefined();
    expect(pageFailure(t, new Error("x")).description).toContain("in this browser");
    expect(pageFailure(t, named("ChunkLoadError")).description).toContain("newer version");
  });

  test("never claims that something was logged, or that nothing was changed", () => {
    for (const thrown of [withDigest("1"), new Error("x"), named("ChunkLoadError")])
      expect(JSON.stringify(pageFailure(t, thrown))).not.toMatch(/logged|nothing was/i);
  });
});
