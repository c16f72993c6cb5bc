import type { Metadata } from "next";
import { ResetPassword } from "@/components/auth/forgot-password";
import { checkLink } from "@/lib/auth/check-link";
import { executePlatform } from "@/lib/core/platform-command";
import { currentPlatformContext } from "@/lib/entry/context";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const isGood = await executePlatform(checkLink, await currentPlatformContext(), {
    purpose: "reset_password",
    token,
  });
  return <ResetPassword token={token} isGood={isGood} />;
}
