import type dns from "node:dns";
import { expect, test, vi } from "vitest";
import { post } from "@/lib/webhooks/post";
import { allowLoopback, receiver } from "./receiver";

vi.mock("node:dns", async (original) => {
  const actual = await original<typeof dns>();
  return { ...actual, default: actual, lookup: vi.fn() };
});

type Answered = { address: string; family: number }[];

async function answering(...answers: Answered[]) {
  const { lookup } = await import("node:dns");
  const fake = vi.mocked(lookup as unknown as (...all: unknown[]) => void);
  fake.mockReset();
  fake.mockImplementation((_name, _options, callback) => {
    const found = answers.length > 1 ? answers.shift() : answers[0];
    (callback as (failure: null, found?: Answered) => void)(null, found);
  });
  return fake;
}

const at = (address: string) => [{ address, family: 4 }];
const send = (url: string) => post({ url, headers: {}, body: "{}" }, 1_000);

test("a name that leads inside is refused for good, also where one of its addresses is public", async () => {
  allowLoopback(false);
  for (const found of [at("10.0.0.1"), at("169.254.169.254"), [...at("8.8.8.8"), ...at("127.0.0.1")]]) {
    await answering(found);
    expect(await send("https://hooks.example.com/")).toMatchObject({ status: null, isFinal: true });
  }
});

test("the connection goes to the address that was checked: a name is asked for once", async () => {
  allowLoopback();
  const { port, received } = await receiver();
  const asked = await answering(at("127.0.0.1"), at("10.0.0.1"));
  expect(await send(`http://hooks.localhost:${port}/`)).toMatchObject({ status: 204 });
  expect(asked).toHaveBeenCalledTimes(1);
  expect(received).toHaveLength(1);
});
