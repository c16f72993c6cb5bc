"use client";

import { lazy, Suspense } from "react";
import { useTranslations } from "#translations";
import type { RowMenuProps } from "@/components/projects/listed-project";
import { MenuButton } from "@/components/ui/menu-button";

/** Loaded before it is drawn: what cannot be loaded must not take the page down. */
export const loadMenu = () => import("@/components/projects/row-menu");
const RowMenu = lazy(loadMenu);

/** A guess that it will be wanted; whether it can be loaded is asked again when it is. */
const foresee = () => loadMenu().catch(() => undefined);

type RowMenuButtonProps = RowMenuProps & {
  name: string;
  isArchived: boolean;
  isWanted: boolean;
  onWant: () => void;
};

/** The button of a row's menu, and once it is wanted the menu. */
export function RowMenuButton({ isWanted, onWant, ...props }: RowMenuButtonProps) {
  const label = useTranslations("projects")("actionsFor", { name: props.name });
  if (!isWanted)
    return <MenuButton label={label} onClick={onWant} onPointerEnter={foresee} onFocus={foresee} />;
  return (
    <Suspense fallback={<MenuButton label={label} />}>
      <RowMenu {...props} label={label} />
    </Suspense>
  );
}
