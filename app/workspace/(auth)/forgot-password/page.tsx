import type { Metadata } from "next";
import { ForgotPassword } from "@/components/auth/forgot-password";
import { currentTenant } from "@/lib/entry/place";

export const metadata: Metadata = { title: "Forgot password" };

export default async function ForgotPasswordPage({
  searchParams,
}: {
  searchParams: Promise<{ sent?: string }>;
}) {
  const { sent } = await searchParams;
  const { tenant } = await currentTenant();
  return <ForgotPassword workspaceName={tenant.name} isSent={sent !== undefined} />;
}
