import type { ComponentProps } from "react";
import type { PictureSize } from "@/lib/pictures/values";
import { cn } from "@/lib/platform/cn";

type IdentityAvatarProps = Omit<ComponentProps<"span">, "children"> & {
  name: string;
  /** Square for workspaces, round for people. */
  shape?: "round" | "square";
  /** The address of a picture, but for the size that ends it; initials stand for none. */
  picture?: string | null;
};

/** A picture, or initials on a color that follows from the name. Decorative: the name stands next to it in text. */
export function IdentityAvatar({
  name,
  shape = "round",
  picture,
  className,
  style,
  ...props
}: IdentityAvatarProps) {
  const rounded = shape === "round" ? "rounded-full" : "rounded-md";
  if (picture) return <Picture at={picture} className={cn("size-8 shrink-0", rounded, className)} />;
  const hue = hueOf(name);
  return (
    <span
      aria-hidden
      data-slot="avatar"
      className={cn(
        "inline-grid size-8 shrink-0 place-items-center font-semibold text-[0.6875rem] uppercase select-none",
        rounded,
        className,
      )}
      style={{
        backgroundColor: `oklch(var(--avatar-lightness) 0.055 ${hue})`,
        color: `oklch(var(--avatar-ink) 0.075 ${hue})`,
        ...style,
      }}
      {...props}
    >
      {initialsOf(name)}
    </span>
  );
}

/** Asks for what is sharp at 64 CSS pixels, the largest it is drawn: so one address serves every place of a page. */
function Picture({ at, className }: { at: string; className: string }) {
  const of = (size: PictureSize) => `${at}/${size}`;
  return (
    // biome-ignore lint/performance/noImgElement: it has its sizes already, and an address for good
    <img
      data-slot="avatar"
      alt=""
      src={of(128)}
      srcSet={`${of(64)} 64w, ${of(128)} 128w, ${of(256)} 256w`}
      sizes="64px"
      width={32}
      height={32}
      decoding="async"
      className={cn("bg-muted object-cover", className)}
    />
  );
}

function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => Array.from(word ?? "")[0] ?? "").join("");
}

/** 24 steps round the color wheel: neighbors stay apart, the same name always gets the same one. */
function hueOf(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return (hash % 24) * 15;
}
