import { beforeEach, expect, test, vi } from "vitest";
import { recentOf, rememberRecent } from "@/components/shell/recent";

beforeEach(() => {
  const kept = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
  vi.stubGlobal("window", { sessionStorage });
});

const open = (person: string, ...labels: string[]) => {
  for (const label of labels) rememberRecent(person, { href: `/${label}`, label });
};
const shown = (person: string) => recentOf(person).map(({ label }) => label);

test("what was opened last comes first, once, and five in all", () => {
  open("ada", "a", "b", "c", "a", "d", "e", "f");
  expect(shown("ada")).toEqual(["f", "e", "d", "a", "c"]);
});

test("the next person at the same browser reads nothing of it", () => {
  open("ada", "secret project");
  expect(shown("grace")).toEqual([]);
});

test.each(["null", "7", '{"href":"/"}', '[{"href":7,"label":"x"}]', "not JSON"])(
  "what somebody else kept there, such as %s, is nothing",
  (text) => {
    window.sessionStorage.setItem("recent:ada", text);
    expect(shown("ada")).toEqual([]);
  },
);
