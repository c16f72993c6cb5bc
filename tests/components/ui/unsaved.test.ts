import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetUnsaved, hasUnsaved, watchUnsaved } from "@/components/ui/unsaved";

const page = new EventTarget();
beforeEach(() => vi.stubGlobal("window", page));
afterEach(() => vi.unstubAllGlobals());

const name = { name: "name", type: "text", value: "Acme", defaultValue: "Acme" };
const box = { name: "box", type: "checkbox", checked: false, defaultChecked: false };
const choice = {
  name: "choice",
  options: [
    { selected: true, defaultSelected: true },
    { selected: false, defaultSelected: false },
  ],
};
const formOf = (...elements: object[]) => ({ elements }) as unknown as HTMLFormElement;

/** Whether the browser would ask before it leaves the page. */
function isHeld(): boolean {
  const leaving = new Event("beforeunload", { cancelable: true });
  page.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}

test.each([
  ["a text", { ...name, value: "Acme Group" }],
  ["a box", { ...box, checked: true }],
  [
    "a choice",
    {
      name: "choice",
      options: [
        { selected: false, defaultSelected: true },
        { selected: true, defaultSelected: false },
      ],
    },
  ],
])("%s that was changed holds the page until it is sent", (_, control) => {
  const form = formOf(control);
  watchUnsaved(form, new Set([control.name]));
  expect([hasUnsaved(), isHeld()]).toEqual([true, true]);
  forgetUnsaved(form);
  expect([hasUnsaved(), isHeld()]).toEqual([false, false]);
});

test("what was changed and changed back holds nothing", () => {
  const form = formOf(name, box, choice);
  watchUnsaved(form, new Set(["name", "box", "choice"]));
  expect([hasUnsaved(), isHeld()]).toEqual([false, false]);
  forgetUnsaved(form);
});

test("what nobody typed holds nothing, such as a field that a script fills in", () => {
  const form = formOf({ ...name, value: "Acme Group" });
  watchUnsaved(form, new Set(["other"]));
  expect(isHeld()).toBe(false);
  forgetUnsaved(form);
});

test("of two forms the one that is left still holds", () => {
  const [first, second] = [
    { ...name, value: "A" },
    { ...name, value: "B" },
  ].map((one) => formOf(one));
  if (!first || !second) throw new Error("unreachable");
  for (const form of [first, second]) watchUnsaved(form, new Set(["name"]));
  forgetUnsaved(first);
  expect(isHeld()).toBe(true);
  forgetUnsaved(second);
  expect(isHeld()).toBe(false);
});
