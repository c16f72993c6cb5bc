"use client";

import { useContext } from "react";
import { CopyButton } from "@/components/api-keys/copy-button";
import { Alert } from "@/components/ui/alert";
import { FormContext } from "@/components/ui/form";

export interface NewSecretProps {
  /** An address that a key with the scope may read. */
  addresses: Record<string, string>;
  words: { title: string; hint: string; copy: string; copied: string; tryIt: string };
}

/** The secret that the form around it has just been answered with, and a line for the terminal that uses it. Shown once. */
export function NewSecret({ addresses, words }: NewSecretProps) {
  const { state } = useContext(FormContext);
  if (state.status !== "ok" || !hasSecret(state.data)) return null;
  const { secret, scopes } = state.data;
  const address = scopes.map((scope) => addresses[scope]).find(Boolean);
  return (
    <Alert variant="success" title={words.title}>
      <div className="grid gap-3">
        <p>{words.hint}</p>
        <Copied text={secret} words={words} />
        {address ? (
          <>
            <p>{words.tryIt}</p>
            <Copied text={`curl -H "Authorization: Bearer ${secret}" "${address}"`} words={words} />
          </>
        ) : null}
      </div>
    </Alert>
  );
}

function Copied({ text, words }: { text: string } & Pick<NewSecretProps, "words">) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <code className="wrap-anywhere select-all rounded-md border bg-card px-2 py-1 text-foreground text-xs">
        {text}
      </code>
      <CopyButton text={text} done={words.copied}>
        {words.copy}
      </CopyButton>
    </div>
  );
}

const hasSecret = (data: unknown): data is { secret: string; scopes: string[] } =>
  typeof data === "object" && data !== null && "secret" in data;
