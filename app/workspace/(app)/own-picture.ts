import { getPicture } from "@/lib/auth/get-picture";
import { pictureKey } from "@/lib/auth/picture-key";
import type { TenantContext } from "@/lib/core/context";
import { runOnPlatform } from "@/lib/core/run";
import { currentPlatformContext } from "@/lib/entry/context";
import { cached } from "@/lib/platform/cache";

const lifetime = { seconds: 600 };

/** The viewer's picture, for the menu on every page. */
export async function ownPicture({ actor }: TenantContext): Promise<string | null> {
  const found = await cached(pictureKey(actor.id), lifetime, async () =>
    runOnPlatform(getPicture, await currentPlatformContext(), {}),
  );
  return found?.picture ?? null;
}
