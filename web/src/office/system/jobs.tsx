import { useTranslations } from "use-intl";
import { Badge } from "../parts/parts";

// What print jobs and mails have in common.

function toneOf(status: string): "good" | "warn" | "bad" {
  if (status === "printed" || status === "sent") return "good";
  return status === "failed" || status === "dead" ? "bad" : "warn";
}

/** How a job stands, in words. */
export function JobState({ status }: { status: string }) {
  const t = useTranslations("office.system");
  return <Badge tone={toneOf(status)}>{t.has(`states.${status}`) ? t(`states.${status}`) : status}</Badge>;
}

/** Tries a job again. */
export function AgainButton({ name, busy, onClick }: { name: string; busy: boolean; onClick: () => void }) {
  const t = useTranslations("office.system");
  return (
    <button type="button" className="button" aria-label={t("againOf", { name })} disabled={busy} onClick={onClick}>
      {t("again")}
    </button>
  );
}
