"use client";

import { Button } from "@/components/ui/button";

/** Once more with what is loaded, or all of it anew. */
export function FailureButtons({ retry }: { retry: () => void }) {
  return (
    <>
      <Button onClick={retry}>Try again</Button>
      <Button variant="outline" onClick={() => window.location.reload()}>
        Reload the page
      </Button>
    </>
  );
}
