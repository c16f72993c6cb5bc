import { MIMEType } from "node:util";
import { AppError } from "@/lib/core/errors";

/** Throws `unsupported` for a body that is not declared as plain JSON in UTF-8: what a form or another site can send is not. */
export function assertJson(headers: Pick<Headers, "get">): void {
  const isPlain = (headers.get("content-encoding") ?? "identity").toLowerCase() === "identity";
  if (isPlain && isJson(headers.get("content-type") ?? "")) return;
  throw new AppError("unsupported", "Send the body as JSON, with Content-Type: application/json.");
}

function isJson(declared: string): boolean {
  try {
    const { essence, params } = new MIMEType(declared);
    return essence === "application/json" && /^utf-?8$/i.test(params.get("charset") ?? "utf-8");
  } catch {
    return false;
  }
}
