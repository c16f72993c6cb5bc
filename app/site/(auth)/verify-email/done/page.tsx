import type { Metadata } from "next";
import { AuthMessage } from "@/components/auth/auth-message";

export const metadata: Metadata = { title: "E-mail verified" };

export default function EmailVerifiedPage() {
  return (
    <AuthMessage
      title="Your e-mail is verified"
      link={{ href: "/workspaces", label: "Go to your workspaces" }}
    >
      Thank you. You can close this page or go on to your workspaces.
    </AuthMessage>
  );
}
