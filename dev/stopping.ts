type Undo = () => Promise<unknown>;

export interface Stopping {
  /** Whether the end has begun, so that whoever is still starting something does not. */
  readonly isUnderWay: boolean;
  /** Adds what is to be undone; the last that was started ends first. */
  add(undo: Undo): void;
  /** Undoes everything once and ends the process; a second call waits for the first. */
  end(code: number): Promise<void>;
}

/** Leaves nothing behind: on Ctrl-C, on a polite kill, or when `end` is called. */
export function stopping(): Stopping {
  const undos: Undo[] = [];
  let ending: Promise<void> | undefined;
  const end = async (code: number) => {
    ending ??= undoAll(undos);
    await ending;
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end(0));
  return {
    get isUnderWay() {
      return ending !== undefined;
    },
    add: (undo) => void undos.push(undo),
    end,
  };
}

async function undoAll(undos: Undo[]): Promise<void> {
  for (let undo = undos.pop(); undo; undo = undos.pop()) await undo().catch((cause) => console.error(cause));
}
