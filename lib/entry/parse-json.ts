import { visit } from "jsonc-parser";
import { AppError } from "@/lib/core/errors";

const deepest = 64;

/**
 * JSON that says the same to every reader: UTF-8, no object names a member twice, however it is escaped, and nothing lies
 * deeper than any form of ours. Throws `invalid` for anything else.
 */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    assertUnambiguous(text);
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    // Its own words quote the body.
    throw new AppError("invalid", "The body is not JSON.", { reason: "malformed_json" });
  }
}

function assertUnambiguous(text: string): void {
  const open: Set<string>[] = [];
  const enter = () => {
    if (open.push(new Set()) > deepest) throw new AppError("invalid", "The body is nested too deeply.");
  };
  const leave = () => void open.pop();
  const name = (member: string) => {
    if (open.at(-1)?.has(member))
      throw new AppError("invalid", "An object in the body names a member twice.");
    open.at(-1)?.add(member);
  };
  visit(text, {
    onObjectBegin: enter,
    onArrayBegin: enter,
    onObjectProperty: name,
    onObjectEnd: leave,
    onArrayEnd: leave,
  });
}
