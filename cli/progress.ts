/** Counts up on one line of a terminal; in a pipe it says nothing, so that a script reads only results. */
export function progress(total: number): { step(label: string): void; end(): void } {
  let done = 0;
  const isShown = process.stderr.isTTY === true;
  return {
    step(label) {
      done++;
      if (isShown) process.stderr.write(`\r\u001B[K${done} of ${total}  ${label}`);
    },
    end() {
      if (isShown) process.stderr.write("\r\u001B[K");
    },
  };
}
