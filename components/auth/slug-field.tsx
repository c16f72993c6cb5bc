"use client";

import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslations } from "#translations";
import { type SlugKnown, useSlugCheck } from "@/components/auth/use-slug-check";
import { useFormField } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { describeField, LabeledField } from "@/components/ui/labeled-field";
import type { SlugAnswer } from "@/lib/onboarding/schema";

/** What stands round the slug in a workspace's address: `https://` + slug + `.example.com`. */
export interface AddressParts {
  before: string;
  after: string;
}

/** A workspace's name and its address: a free one made from the name, until somebody writes their own. */
export function WorkspaceFields({ address }: { address: AddressParts }) {
  const t = useTranslations("fields.address");
  const typed = useFormField("slug").value;
  const [own, setOwn] = useState<string | null>(typed ?? null);
  const [name, setName] = useState("");
  // While somebody stands in the field nothing is put there: they may be about to type.
  const [held, setHeld] = useState<string | null>(null);
  const fields = { name: useRef<HTMLInputElement>(null), slug: useRef<HTMLInputElement>(null) };
  useTypedEarly(fields.name, setName);
  useTypedEarly(fields.slug, setOwn);
  const known = useSlugCheck(own ?? name);
  const slug = own ?? held ?? proposalFrom(known);
  const isAboutThis = known !== null && known.wish === (own ?? name);
  const answer = own === null ? freeAnswer(slug) : isAboutThis ? known.answer : null;
  const problem = isAboutThis && known.answer === null ? known.problem : null;
  return (
    <>
      <FormField
        ref={fields.name}
        name="workspaceName"
        label={t("workspaceName")}
        autoComplete="organization"
        placeholder={t("workspacePlaceholder")}
        required
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <SlugField
        field={fields.slug}
        {...{ slug, answer, problem, address }}
        onChange={setOwn}
        onFocus={() => setHeld(slug)}
        onBlur={() => setHeld(null)}
      />
    </>
  );
}

/** Takes over what somebody typed before the page woke up, which no event told of. */
function useTypedEarly(field: RefObject<HTMLInputElement | null>, take: (typed: string) => void): void {
  const takeEarly = useEffectEvent(take);
  useEffect(() => {
    if (field.current?.value) takeEarly(field.current.value);
  }, [field]);
}

/** The name itself where it is a free address, else the free one that the server found for it. */
function proposalFrom(known: SlugKnown | null): string {
  if (!known?.answer) return "";
  const { wish, answer } = known;
  return answer.status === "available" ? wish.trim().toLowerCase() : (answer.suggestion ?? "");
}

const freeAnswer = (slug: string): SlugAnswer | null =>
  slug ? { status: "available", suggestion: null } : null;

interface SlugFieldProps {
  field: RefObject<HTMLInputElement | null>;
  slug: string;
  answer: SlugAnswer | null;
  /** Why it could not be checked. */
  problem: string | null;
  address: AddressParts;
  onChange: (slug: string) => void;
  onFocus: () => void;
  onBlur: () => void;
}

function SlugField({ field: input, slug, answer, problem, address, onChange, ...presence }: SlugFieldProps) {
  const t = useTranslations("fields.address");
  const { id, error } = useFormField("slug");
  const { before, after } = address;
  const hint = <SlugHint {...{ slug, address, answer, problem }} onChoose={onChange} />;
  const field = { id, label: t("label"), hint, error: answer ? undefined : error };
  return (
    <LabeledField {...field}>
      <div className="flex items-center gap-2">
        {before ? <span className="shrink-0 text-muted-foreground text-sm">{before}</span> : null}
        <Input
          {...describeField(field)}
          ref={input}
          name="slug"
          value={slug}
          onChange={(event) => onChange(event.currentTarget.value.toLowerCase())}
          {...presence}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          required
        />
        {after ? <span className="shrink-0 text-muted-foreground text-sm">{after}</span> : null}
      </div>
    </LabeledField>
  );
}

interface SlugHintProps {
  slug: string;
  address: AddressParts;
  answer: SlugAnswer | null;
  problem: string | null;
  onChoose: (slug: string) => void;
}

/** Read out when it changes; says what the address will be, or why not and what is free instead. */
function SlugHint({ slug, address: { before, after }, answer, problem, onChoose }: SlugHintProps) {
  const t = useTranslations("fields.address");
  return (
    <span aria-live="polite" className="block min-h-5 break-all">
      {answer ? (
        <span className={answer.status === "available" ? "text-success" : "text-danger"}>
          {answer.status === "available"
            ? t("available", { address: `${before}${slug}${after}` })
            : t(answer.status)}
        </span>
      ) : (
        (problem && t("checkedLater", { problem })) || t("rule")
      )}
      {answer?.suggestion ? <Suggestion slug={answer.suggestion} onChoose={onChoose} /> : null}
    </span>
  );
}

function Suggestion({ slug, onChoose }: { slug: string; onChoose: (slug: string) => void }): ReactNode {
  const t = useTranslations("fields.address");
  return (
    <button
      type="button"
      className="ml-1 rounded-sm font-medium text-foreground underline underline-offset-4"
      onClick={() => onChoose(slug)}
    >
      {t("use", { slug })}
    </button>
  );
}
