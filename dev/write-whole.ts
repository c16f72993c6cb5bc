import { rename, writeFile } from "node:fs/promises";

/** Written beside and renamed, so that a process killed half-way never leaves half a file. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.new`;
  await writeFile(unfinished, text, { mode: 0o600 });
  await rename(unfinished, file);
}
