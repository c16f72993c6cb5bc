import { isMissingPart } from "@/components/ui/failure";

export interface PageError extends Error {
  /** Given by the server to a failure of its own, under which its log has it. */
  digest?: string;
}

/** What a page that broke can truthfully say of it. */
export function pageFailure(error: PageError): { code?: string; title: string; description: string } {
  if (isMissingPart(error))
    return {
      title: "A part of this page could not be loaded",
      description: "There may be a newer version of it, or the connection broke. Reload the page to go on.",
    };
  if (error.digest)
    return {
      code: `Reference ${error.digest}`,
      title: "This page could not be shown",
      description:
        "Something failed on the server. Try again; if it stays, send the reference above to support.",
    };
  return {
    title: "This page could not be shown",
    description: "Something failed in this browser. Try again, or reload the page.",
  };
}
