import { ForgotPassword } from "@/components/auth/forgot-password";
import { titled } from "@/lib/entry/language";
import { currentTenant } from "@/lib/entry/place";

export const generateMetadata = titled("auth.forgot.title");

export default async function ForgotPasswordPage({
  searchParams,
}: {
  searchParams: Promise<{ sent?: string }>;
}) {
  const { sent } = await searchParams;
  const { tenant } = await currentTenant();
  return <ForgotPassword workspaceName={tenant.name} isSent={sent !== undefined} />;
}
