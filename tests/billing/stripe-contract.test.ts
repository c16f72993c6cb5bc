import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { whoBuys } from "./contract/buying";
import { calls, expansions } from "./contract/calls";
import { money } from "./contract/money";
import { whatWeSell } from "./contract/selling";
import { contract, runContract } from "./contract/shared";
import { aSubscription } from "./contract/subscription";

const folder = "lib/billing/stripe";
runContract();

// In this order: what is sold first is subscribed to afterwards, and the list is of all that was asked.
describe("what we sell", () => whatWeSell());
describe("who buys", () => whoBuys());
describe("a subscription", () => aSubscription());
describe("money", () => money());

describe("the list of calls", () => {
  test("names each that the code makes, and no other", () => {
    const text = readdirSync(folder)
      .map((file) => readFileSync(`${folder}/${file}`, "utf8"))
      .join("\n");
    const named = new Set([...typedCalls(text), ...rawCalls(text)]);
    expect([...named].toSorted()).toEqual(Object.keys(calls).toSorted());
  });

  test("has been gone through above, each call at its place with its parameters", () => {
    const made = new Map<string, Set<string>>();
    for (const { place, params } of contract().recorded) {
      const known = made.get(placeOf(place)) ?? new Set();
      // How far a list goes on is up to what stands in it.
      for (const name of params) if (name !== "starting_after") known.add(name.replace(/\[.*/, ""));
      made.set(placeOf(place), known);
    }
    const listed = Object.values(calls).map(({ place, params }) => [place, params.toSorted()]);
    const asked = [...made].map(([place, params]) => [place, [...params].toSorted()]);
    expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(listed));
  });

  test("has what is read along with them, and no more", () => {
    const paths = contract().recorded.flatMap(({ expanded }) => expanded);
    const asked = new Set(paths.map((path) => path.slice(path.lastIndexOf(".") + 1)));
    expect([...asked].toSorted()).toEqual(Object.keys(expansions).toSorted());
  });

  test("is what .env.example says a restricted key has to be allowed", () => {
    const [, write = "", read = ""] =
      /#\s+write:([\s\S]*?)#\s+read:([\s\S]*?)STRIPE_SECRET_KEY=/.exec(
        readFileSync(".env.example", "utf8"),
      ) ?? [];
    const flat = (rights: string) => rights.replaceAll(/\s*\n#\s*/g, " ");
    const needed = [
      ...Object.entries(calls).map(([name, { place, right }]) => ({
        name,
        right,
        isWrite: !place.startsWith("GET"),
      })),
      ...Object.entries(expansions).flatMap(([name, right]) =>
        right === null ? [] : [{ name, right, isWrite: false }],
      ),
    ];
    const missing = needed.filter(
      ({ right, isWrite }) => !flat(write).includes(right) && (isWrite || !flat(read).includes(right)),
    );
    expect(missing.map(({ name, right }) => `${name}: ${right}`)).toEqual([]);
  });
});

/** `stripe.customers.create(` is `customers.create`, on however many lines it is written. */
const typedCalls = (text: string): string[] =>
  [...text.replaceAll(/\s*\.\s*/g, ".").matchAll(/\bstripe\.((?:\w+\.)+\w+)\(/g)].map(
    ([, name = ""]) => name,
  );

/** A call past the SDK's types has the name that the SDK gives its place; one whose place cannot be read has none. */
function rawCalls(text: string): string[] {
  const found = text.matchAll(/\brawRequest\b(?:\(\s*"(\w+)",\s*["`]([^"`]+)["`])?/g);
  return [...found].map(([, method, path]) => {
    const place = placeOf(`${method} ${path?.replaceAll(/\$\{[^}]*\}/g, "any")}`);
    return Object.keys(calls).find((name) => calls[name]?.place === place) ?? place;
  });
}

/** The listed call a request was, or the request with a question mark. */
function placeOf(request: string): string {
  const [method, path = ""] = request.split(" ");
  const parts = path.split("/");
  const fits = (place: string) => {
    const [listedMethod, listed = ""] = place.split(" ");
    const names = listed.split("/");
    return (
      listedMethod === method &&
      names.length === parts.length &&
      names.every((name, index) => name === ":id" || name === parts[index])
    );
  };
  const places = Object.values(calls).map(({ place }) => place);
  // `create_preview` is no id.
  return places.find((place) => place === request) ?? places.find(fits) ?? `? ${request}`;
}
