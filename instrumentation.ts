/** Runs once per server process, before the first request. A role that could see every tenant stops it here. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { boot } = await import("@/lib/entry/boot");
  await boot();
}
