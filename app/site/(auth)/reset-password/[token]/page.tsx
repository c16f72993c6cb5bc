import { ResetPassword } from "@/components/auth/forgot-password";
import { checkLink } from "@/lib/auth/check-link";
import { titled } from "@/lib/entry/language";
import { look } from "@/lib/entry/page";

export const generateMetadata = titled("auth.reset.title");

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const account = await look(checkLink, { purpose: "reset_password", token });
  return <ResetPassword token={token} email={account?.email} />;
}
