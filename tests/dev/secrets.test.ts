import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keptSecrets } from "@/dev/secrets";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "secrets-test-"));
  file = path.join(folder, "secrets.json");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("are made once and kept", async () => {
  const made = await keptSecrets(folder);
  expect(await keptSecrets(folder)).toEqual(made);
  expect(await readdir(folder)).toEqual(["secrets.json"]);
});

test.each(["", "{", '{"auth":"x', "{}", "null"])(
  "of a damaged file (%j) are asked for by its name, never replaced",
  async (text) => {
    await writeFile(file, text);
    await expect(keptSecrets(folder)).rejects.toThrow(
      `${file} is damaged: bring it back from a copy, or delete it.`,
    );
    expect(await readFile(file, "utf8")).toBe(text);
  },
);

test("of a file that lost one of them are asked for too", async () => {
  const { webhook: _, ...rest } = await keptSecrets(folder);
  await writeFile(file, JSON.stringify(rest));
  await expect(keptSecrets(folder)).rejects.toThrow("is damaged");
});
