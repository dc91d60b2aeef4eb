import { useTranslations } from "use-intl";
import type { OptionGroup } from "../../shared/order/catalog";
import { chosen, type Line, missing, tapOption } from "../../shared/order/order";
import { change, useTill } from "../store";
import styles from "./Sell.module.css";
import { useMoney } from "./useMoney";

function Group({ line, group }: { line: Line; group: OptionGroup }) {
  const t = useTranslations("till");
  const { money } = useMoney();
  const needed = missing(line).includes(group);
  return (
    <fieldset className={`${styles.group} ${needed ? styles.needed : ""}`}>
      <legend>
        {group.name}
        {group.minChoices > 0 && <strong> {t("options.required", { count: group.minChoices })}</strong>}
      </legend>
      {group.options.map((option) => {
        const count = chosen(line, option.id);
        const delta = option.priceDelta === 0 ? "" : `${option.priceDelta > 0 ? "+" : ""}${money(option.priceDelta)}`;
        return (
          <button
            key={option.id}
            type="button"
            className="button"
            aria-pressed={count > 0}
            onClick={() => change((order) => tapOption(order, line.id, option.id))}
          >
            <span>{count > 1 ? `${count} × ${option.name}` : option.name}</span>{" "}
            {(delta || option.soldOut) && (
              <small>{[delta, option.soldOut ? t("soldOut") : ""].filter(Boolean).join(" · ")}</small>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}

/** The choices of the line that was added or touched last. It blocks nothing: whoever ignores it sells on. */
export function OptionStrip() {
  const t = useTranslations("till");
  const line = useTill((state) => state.order.lines.find((one) => one.id === state.selected));
  if (!line || line.known || line.groups.length === 0) return null;
  const groups = [...line.groups].sort((a, b) => Math.sign(b.minChoices) - Math.sign(a.minChoices));
  return (
    <section className={styles.strip} aria-label={t("options.of", { name: line.name })}>
      <div className={styles.groups}>
        {groups.map((group) => (
          <Group key={group.id} line={line} group={group} />
        ))}
      </div>
    </section>
  );
}
