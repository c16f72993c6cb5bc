import type { Metadata } from "next";
import { ResetPassword } from "@/components/auth/forgot-password";
import { checkLink } from "@/lib/auth/check-link";
import { look } from "@/lib/entry/page";
import { currentTenant } from "@/lib/entry/place";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { tenant } = await currentTenant();
  const account = await look(checkLink, { purpose: "reset_password", token });
  return <ResetPassword token={token} email={account?.email} workspaceName={tenant.name} />;
}
