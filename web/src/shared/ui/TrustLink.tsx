import { useTranslations } from "use-intl";
import { useTls } from "../tls";

/** The way to https, where the server speaks it. */
export function TrustLink() {
  const t = useTranslations("shared");
  return useTls()?.on ? (
    <p>
      <a href="/app/trust">{t("trust")}</a>
    </p>
  ) : null;
}
