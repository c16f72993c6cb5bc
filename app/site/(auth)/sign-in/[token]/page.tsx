import { SignInLink } from "@/components/auth/sign-in-link";
import { checkLink } from "@/lib/auth/check-link";
import { titled } from "@/lib/entry/language";
import { look } from "@/lib/entry/page";

export const generateMetadata = titled("auth.link.title");

export default async function SignInLinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const account = await look(checkLink, { purpose: "sign_in", token });
  return <SignInLink token={token} isGood={account !== null} />;
}
