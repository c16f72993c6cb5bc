import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const folder = ".local/block-types";
beforeAll(() => mkdir(folder, { recursive: true }));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the compiler says of the files, with the options of the project. */
async function problemsOf(files: string[]): Promise<string> {
  const config = `${folder}/tsconfig.json`;
  const ofProject = { extends: "../../tsconfig.json", compilerOptions: { incremental: false } };
  const environment = path.resolve("next-env.d.ts");
  await writeFile(config, JSON.stringify({ ...ofProject, include: [], files: [environment, ...files] }));
  const { stdout } = await run("npx", ["tsc", "--noEmit", "-p", config]).catch((thrown) => thrown);
  return stdout;
}

test("blocks of the shapes of login-03, sidebar-07 and dashboard-01 type-check against our parts", async () => {
  const blocks = ["login-03", "sidebar-07", "dashboard-01"];
  expect(await problemsOf(blocks.map((name) => path.resolve(`tests/components/ui/blocks/${name}.tsx`)))).toBe(
    "",
  );
});

test("a block that asks for what is not there does not", async () => {
  const wrong = path.resolve(folder, "wrong.tsx");
  await writeFile(
    wrong,
    'import { Drawing } from "@/components/ui/drawer";\nexport const drawing = Drawing;\n',
  );
  expect(await problemsOf([wrong])).toContain("Drawing");
});
