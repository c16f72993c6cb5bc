import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { toAnswer } from "../src/encoding.js";
import type { Store } from "../src/store.js";
import { lanes } from "./lanes.js";

describe.each(lanes(14))("scripts, $name", ({ name, open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    await store.run([["FLUSHDB"], ["SET", "text", "abc"], ["SET", "n", "2147483647"]]);
  });
  afterAll(() => store.stop());

  const evaluate = async (script: string, ...keysAndValues: string[]) => {
    const [reply = null] = await store.run([
      ["EVAL", script, ...(keysAndValues.length ? keysAndValues : ["0"])],
    ]);
    return toAnswer(reply, false);
  };

  test.each([
    ["numbers are doubles, not 32-bit integers", "return 2147483647 + 1", 2147483648],
    ["a month of milliseconds doubled does not wrap", "return ARGV[1] * 2 + 1000", 5184001000],
    ["rounding keeps large values", "return math.ceil(10 / 3) * math.floor(2147483647.5)", 8589934588],
    ["division prints without a fraction", "return 'n' .. (6 / 2) .. tostring(6 / 2)", "n33"],
    ["a count reads back as a number", "return redis.call('INCRBY', 'n', 1) + 1", 2147483649],
    [
      "fractions keep 17 digits on their way in",
      "redis.call('SET', 'f', 0.1) return redis.call('GET', 'f')",
      "0.10000000000000001",
    ],
    ["fractions are cut on their way out", "return {3.99, -3.99}", [3, -3]],
    ["nil is false inside a script", "return tostring(redis.call('GET', 'missing'))", "false"],
    ["and also within a list", "return tostring(redis.call('HMGET', 'missing', 'a')[1] == false)", "true"],
    ["a list ends at its first nil", "return {1, nil, 3}", [1]],
    ["true is 1, false is nothing", "return {true, false, 'x'}", [1, null, "x"]],
    ["a status is a table", "return redis.call('SET', 'a', '1').ok .. redis.call('PING').ok", "OKPONG"],
    [
      "text that says OK is not",
      "redis.call('SET', 'a', 'OK') return type(redis.call('GET', 'a'))",
      "string",
    ],
    ["unpack and lists of arguments", "return redis.call('MGET', unpack(KEYS))", ["abc", null]],
    ["bytes beyond ASCII", "return {#ARGV[1], ARGV[1]}", [2, "é"]],
    ["a loop over numbers", "local s = 0 for i = 1, 3 do s = s + i end return s", 6],
    [
      "a protected call hands the error over",
      "return redis.pcall('INCR', 'text').err:sub(1, 9)",
      "ERR value",
    ],
    ["its own status", "return redis.status_reply('DONE')", "DONE"],
  ])("%s", async (label, script, expected) => {
    const argument = label.startsWith("bytes") ? "é" : "2592000000";
    expect(await evaluate(script, "2", "text", "missing", argument)).toEqual({ result: expected });
  });

  test.each([
    [
      "a command's refusal ends the script",
      "redis.call('INCR', 'text') redis.call('SET', 'text', 'no')",
      /^ERR value is not an int/,
    ],
    [
      "the wrong type is named",
      "return redis.call('LPUSH', 'text', '1')",
      /^WRONGTYPE Operation against a key/,
    ],
    ["a script's own error", "return redis.error_reply('MINE went wrong')", /^(ERR )?MINE went wrong$/],
    ["an unknown variable", "return nope", /nonexistent global variable 'nope'/],
    ["a new global", "leak = 1", /user_script:1: /],
    ["a grammar error", "retur 1", /^ERR Error compiling script/],
    ["the file system is out of reach", "return io.open('/etc/passwd')", /nonexistent global variable 'io'/],
    ["a table as argument", "return redis.call('GET', {})", /arguments must be strings or integers/],
    ["a command that does not exist", "return redis.call('NONSENSE')", /ERR.*[Uu]nknown.*command/],
  ])("refused: %s", async (_, script, message) => {
    const answer = await evaluate(script);
    expect(answer).toEqual({ error: expect.stringMatching(message) });
    expect((await store.run([["GET", "text"]])).map(String)).toEqual(["abc"]);
  });

  test.runIf(name === "in memory")("a script that never ends is ended", async () => {
    expect(await evaluate("while true do end")).toEqual({ error: expect.stringMatching(/ran too long/) });
    expect(await evaluate("return 1")).toEqual({ result: 1 });
  });
});
