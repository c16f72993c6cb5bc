import "@/app/globals.css";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { LanguageProvider } from "@/components/language/language-provider";
import { FocusKeeper } from "@/components/shell/focus-keeper";
import { ThemeProvider } from "@/components/shell/theme-provider";
import { NavigationProvider } from "@/components/ui/navigation";
import { NavigationProgress } from "@/components/ui/navigation-progress";
import { currentLanguage } from "@/lib/entry/language";
import { takeInHand } from "@/lib/platform/exchange";
import { productName } from "@/lib/platform/product";

// The package's own mono asks to be preloaded, and a page's first words are never set in it.
const GeistMono = localFont({
  src: "../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono",
  preload: false,
  fallback: ["ui-monospace", "monospace"],
});

export const metadata: Metadata = {
  title: { default: productName, template: `%s · ${productName}` },
  description: "A workspace of its own for every company: own address, own data, own plan.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafcfb" },
    { media: "(prefers-color-scheme: dark)", color: "#0c100e" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  takeInHand();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const language = await currentLanguage();
  return (
    // The theme's class is set before React wakes up, so the server's markup differs here on purpose.
    <html lang={language} className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        <ThemeProvider nonce={nonce}>
          <LanguageProvider language={language}>
            <NavigationProvider>
              <NavigationProgress />
              {children}
            </NavigationProvider>
          </LanguageProvider>
        </ThemeProvider>
        <FocusKeeper />
      </body>
    </html>
  );
}
