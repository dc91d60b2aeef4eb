import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useProblem } from "../../shared/ui/useProblem";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import styles from "../parts/office.module.css";
import { Done, Problem } from "../parts/parts";
import { useUnsaved } from "../router/unsaved";
import type { PriceResult } from "./prices";
import { applyPrices } from "./wire";

/** What became of the prices. What was refused can be tried again, to the same price: nothing is raised twice. */
export function PriceOutcome({
  results,
  onResults,
  onClose,
}: {
  results: readonly PriceResult[];
  onResults: (results: readonly PriceResult[]) => void;
  onClose: () => void;
}) {
  const t = useTranslations("office.menu.prices");
  const format = useFormat();
  const words = useProblem();
  const act = useAct();
  useUnsaved(act.busy);
  // The form with its button is gone: who listens to the screen goes on here.
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const failed = results.filter((result) => result.outcome !== "done");
  const refused = results.filter((result) => result.outcome === "refused");
  const why = (result: PriceResult) => {
    if (result.outcome === "changed") return t("outcome.changed", { price: format.minor(result.now) });
    return result.outcome === "refused" ? words(result.problem) : t("outcome.gone");
  };
  const again = () =>
    act.run(async () => {
      const anew = new Map((await applyPrices(refused, () => undefined)).map((result) => [result.id, result]));
      onResults(results.map((result) => anew.get(result.id) ?? result));
    });
  return (
    <div ref={place} tabIndex={-1} className={styles.form}>
      <Done>{t("done", { count: results.length - failed.length })}</Done>
      <div role="alert" className={failed.length > 0 ? "problem" : "visually-hidden"}>
        {failed.length > 0 && <p>{t("failed", { count: failed.length })}</p>}
        <ul>
          {failed.map((result) => (
            <li key={result.id}>
              {result.name}: {why(result)}
            </li>
          ))}
        </ul>
      </div>
      <Problem of={act.problem} />
      <div className={styles.inline}>
        {refused.length > 0 && (
          <button type="button" className="button primary" disabled={act.busy} onClick={() => void again()}>
            {t("again")}
          </button>
        )}
        <button type="button" className="button" disabled={act.busy} onClick={onClose}>
          {t("another")}
        </button>
      </div>
    </div>
  );
}
