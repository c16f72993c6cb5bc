import { route } from "@/lib/entry/api";
import { serveObject, takeObject } from "@/lib/objects/serve-object";

export const dynamic = "force-dynamic";

interface Place {
  params: Promise<{ token: string }>;
}

/** The address itself is the leave: it was sealed for one object and one verb, and for a while. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { token } = await params;
  return route(() => serveObject(token))(request);
}

export async function PUT(request: Request, { params }: Place): Promise<Response> {
  const { token } = await params;
  return route((sent) => takeObject(token, sent))(request);
}
