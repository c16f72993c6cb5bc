import type { Metadata } from "next";
import { ForgotPassword } from "@/components/auth/forgot-password";

export const metadata: Metadata = { title: "Forgot password" };

export default async function ForgotPasswordPage({
  searchParams,
}: {
  searchParams: Promise<{ sent?: string }>;
}) {
  const { sent } = await searchParams;
  return <ForgotPassword isSent={sent !== undefined} />;
}
