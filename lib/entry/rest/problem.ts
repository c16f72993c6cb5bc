import { site } from "@/env";
import type { AppError } from "@/lib/core/errors";
import type { Language } from "@/lib/platform/languages";
import { said } from "@/lib/platform/said";
import { speak } from "@/lib/platform/translate";
import { rootUrl } from "@/lib/tenancy/host";
import { refusalOf, wordsOf } from "../refusal";

interface Asked {
  language: Language;
  requestId: string;
  /** Whether what was wrong stood in the body, and not in the address. */
  isInBody: boolean;
}

/** Whatever was thrown, as RFC 9457 tells it. Programs branch on `code`; the words are for who reads their logs. */
export function problemOf(thrown: unknown, { language, requestId, isInBody }: Asked): Response {
  const refusal = refusalOf(thrown);
  const { status, retryAfterSeconds } = refusal;
  const code = problemCode(refusal);
  const { message, fields } = wordsOf(refusal, language);
  const errors = Object.entries<string[]>(fields).flatMap(([field, texts]) =>
    texts.map((detail) => ({ ...placeIn(field, isInBody), detail })),
  );
  const problem = {
    type: rootUrl(site(), `/docs/errors#${code}`),
    title: speak(language, said(`api.titles.${code}`)),
    ...{ status, detail: message, code, requestId },
    ...(refusal.fields ? { errors } : {}),
  };
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (retryAfterSeconds) headers["retry-after"] = String(retryAfterSeconds);
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="api"';
  return new Response(JSON.stringify(problem), { status, headers });
}

export const problemCode = ({ reason, code }: AppError) => reason ?? code;

/** A JSON Pointer (RFC 6901) into the body, or the name of a parameter. */
function placeIn(field: string, isInBody: boolean): { pointer: string } | { parameter: string } {
  if (!isInBody) return { parameter: field };
  if (field === "form") return { pointer: "" };
  return {
    pointer: field
      .split(".")
      .map((part) => `/${part.replace(/~/g, "~0").replace(/\//g, "~1")}`)
      .join(""),
  };
}
