import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";

/** What Next says at every start, whole lines of it; all else is news. */
const ofEveryStart = [
  /^▲ Next\.js \S+( \(\w+\))?$/,
  /^- (Local|Network): +https?:\S+$/,
  /^- Experiments \(use with caution\):$/,
  // A switch that is on, one that is set to something: what next.config.js says of them.
  /^[✓·] (authInterrupts|serverActions)$/,
  /^✓ (Ready in \S+|Running next\.config\.js took \S+)$/,
  /^✓ Finished writing to filesystem cache in \S+$/,
  /^○ Compiling (instrumentation|middleware|proxy|\/site)( .*)?$/,
  /^HEAD \/ \d+ in /,
  // Measured in the midst of a start, when every disk is slow.
  /^⚠ Slow filesystem detected\. The benchmark took \S+\. If \S.* is a network drive, consider moving it to a local folder\.$/,
  /^See more: https:\/\/nextjs\.org\/docs\/app\/guides\/local-development$/,
  // The reason follows.
  /^⨯ Failed to start server$/,
  /^⚠ The "middleware" file convention is deprecated\. Please use "proxy" instead\.$/,
  /^To migrate automatically, run:$/,
  /^npx @next\/codemod@canary middleware-to-proxy \.$/,
  /^Learn more: https:\/\/nextjs\.org\/docs\/messages\/middleware-to-proxy$/,
];

/** Whether a line of Next's is worth the terminal. It knows no switch for its notices; our middleware stays on the edge. */
export function isNews(line: string): boolean {
  const words = stripVTControlCharacters(line).trim();
  return !ofEveryStart.some((known) => known.test(words));
}

/** Shows what the app says, without what it says at every start and the blank lines between that. */
export function news(child: ChildProcess): { isPortTaken(): boolean } {
  let isPortTaken = false;
  const show = (source: Readable | null, sink: Writable) => {
    if (!source) return;
    let wasNews = false;
    createInterface({ input: source }).on("line", (line) => {
      isPortTaken ||= line.includes("EADDRINUSE");
      const isBlank = stripVTControlCharacters(line).trim() === "";
      if (isPortTaken || (isBlank ? !wasNews : !isNews(line))) return;
      wasNews = !isBlank;
      sink.write(`${line}\n`);
    });
  };
  show(child.stdout, process.stdout);
  show(child.stderr, process.stderr);
  return { isPortTaken: () => isPortTaken };
}
