import { ForgotPassword } from "@/components/auth/forgot-password";
import { titled } from "@/lib/entry/language";

export const generateMetadata = titled("auth.forgot.title");

export default async function ForgotPasswordPage({
  searchParams,
}: {
  searchParams: Promise<{ sent?: string }>;
}) {
  const { sent } = await searchParams;
  return <ForgotPassword isSent={sent !== undefined} />;
}
