import { spawn } from "node:child_process";
import { once } from "node:events";

/** A process of ours that does one thing of billing until it is killed. It says on its output how far it has come. */
export function startChild(deed: "receive" | "fetch" | "apply" | "effects" | "move", ...input: string[]) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "tests/billing/faults/child-main.ts", deed, ...input],
    {
      env: process.env,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const exited = once(child, "exit");
  return {
    /** Resolves once the child has said `word`. Rejects where it ends first. */
    async said(word: string): Promise<void> {
      let heard = "";
      for await (const chunk of child.stdout) {
        heard += chunk;
        if (heard.includes(word)) return;
      }
      throw new Error(`the child ended having said: ${heard}`);
    },
    /** SIGKILL: nothing of it runs on, no handler, no rollback of its own. */
    async kill(): Promise<void> {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
