import type { NewSecretProps } from "@/components/api-keys/new-secret";
import { site } from "@/env";
import { apiPath, endpoints, namesIn } from "@/lib/api/endpoints";
import { getTranslations } from "@/lib/entry/language";
import { viewer } from "@/lib/entry/page";
import { workspaceUrl } from "@/lib/tenancy/host";

/** What is needed to show a new secret: its words, and for each scope an address that can be read as it stands. */
export async function newSecretView(): Promise<NewSecretProps> {
  const [{ tenant }, t] = await Promise.all([viewer(), getTranslations("apiKeys.secret")]);
  const plain = endpoints.filter(
    (one) => one.method === "GET" && namesIn(one).length === 0 && one.operation.input.safeParse({}).success,
  );
  const addresses = plain.map(({ operation, path }) => [
    operation.permission,
    workspaceUrl(site(), tenant.slug, apiPath + path),
  ]);
  const words = {
    title: t("title"),
    hint: t("hint"),
    copy: t("copy"),
    copied: t("copied"),
    tryIt: t("tryIt"),
  };
  return { addresses: Object.fromEntries(addresses.reverse()), words };
}
