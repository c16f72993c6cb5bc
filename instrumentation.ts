/** Runs once per server process, before the first request. A role that could see every tenant stops it here. */
export async function register() {
  // In a positive form and side by side, so that the compiler leaves out what is not for this runtime or mode.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const [{ boot }, { watchExchanges }] = await Promise.all([
      import("@/lib/entry/boot"),
      import("@/lib/entry/watch-exchanges"),
    ]);
    watchExchanges();
    await boot();
  }
  if (process.env.NEXT_RUNTIME === "nodejs" && process.env.NODE_ENV === "production") {
    const [{ startInlineWorker }, { writeDownBeforeTheEnd }] = await Promise.all([
      import("@/lib/entry/inline-worker"),
      import("@/lib/entry/shutdown"),
    ]);
    writeDownBeforeTheEnd();
    await startInlineWorker();
  }
}
