import { AppError } from "@/lib/core/errors";
import type { Body } from "./store";

/** The same body, that fails as soon as it is seen to be longer or shorter than was said of it. */
export function exactly(size: number, body: Body): Body {
  if (body instanceof Uint8Array) {
    if (body.byteLength !== size) throw anotherSize();
    return body;
  }
  let seen = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        seen += chunk.byteLength;
        if (seen > size) throw anotherSize();
        controller.enqueue(chunk);
      },
      flush() {
        if (seen !== size) throw anotherSize();
      },
    }),
  );
}

const anotherSize = () =>
  new AppError("invalid", "The file did not arrive as long as it was said to be. Please send it again.");
