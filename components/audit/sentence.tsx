import type { SentencePart } from "@/lib/describe-event";

/** What happened, with who did it and to what standing out. */
export function Sentence({ parts }: { parts: SentencePart[] }) {
  return parts.map(({ is, text }, index) => (
    <span key={is + text}>
      {index > 0 ? " " : null}
      {is === "words" ? (
        <span className="text-muted-foreground">{text}</span>
      ) : (
        <bdi className="font-medium">{text}</bdi>
      )}
    </span>
  ));
}
