"use client";

import { Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";

/** Flips between light and dark. Which icon shows is decided in CSS, so server and browser agree. */
export function ThemeToggle({ className }: { className?: string }) {
  const t = useTranslations("shell.theme");
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <Button
      variant="ghost"
      size="icon"
      className={className}
      aria-label={t("toggle")}
      onClick={() => setTheme(resolvedTheme === "dark" ? "light" : "dark")}
    >
      <Sun aria-hidden className="dark:hidden" />
      <Moon aria-hidden className="hidden dark:block" />
    </Button>
  );
}
