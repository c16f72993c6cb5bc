import { notFound } from "@/lib/core/errors";
import { route } from "@/lib/entry/api";

export const dynamic = "force-dynamic";

/** Whoever asks an API for what it has not is a program: the answer is JSON, whatever the method. */
const nothingHere = route(async () => {
  throw notFound("address");
});

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
};
