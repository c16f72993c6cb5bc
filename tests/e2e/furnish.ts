import { disconnect } from "@/db/client";
import { password } from "../isolation/case";
import { createFixture } from "../isolation/fixture";

/** Makes a workspace that has one thing of every noun, as tests/<noun>/isolation.ts makes them, and prints who may see them. */
async function main(): Promise<void> {
  const { slug, owner } = await createFixture();
  console.log(JSON.stringify({ slug, email: owner.email, password }));
  await disconnect();
}

main().catch((thrown: unknown) => {
  console.error(thrown);
  process.exitCode = 1;
});
