import { route } from "@/lib/entry/api";
import { servePicture } from "@/lib/pictures/serve-picture";

export const dynamic = "force-dynamic";

interface Place {
  params: Promise<{ owner: string; hash: string; size: string }>;
}

/** The pictures of people and workspaces, also on a sign-in page: the address alone is the leave. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { owner, hash, size } = await params;
  return route(() => servePicture(owner, hash, size))(request);
}
