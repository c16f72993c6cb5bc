import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

type InitialsAvatarProps = Omit<ComponentProps<"span">, "children"> & {
  name: string;
  /** Square for workspaces, round for people. */
  shape?: "round" | "square";
};

/** Initials on a color that follows from the name. Decorative: the name stands next to it in text. */
export function InitialsAvatar({ name, shape = "round", className, style, ...props }: InitialsAvatarProps) {
  const hue = hueOf(name);
  return (
    <span
      aria-hidden
      data-slot="avatar"
      className={cn(
        "inline-grid size-8 shrink-0 place-items-center font-semibold text-[0.6875rem] uppercase select-none",
        shape === "round" ? "rounded-full" : "rounded-md",
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
