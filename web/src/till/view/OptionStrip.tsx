import { useTranslations } from "use-intl";
import type { OptionGroup, Slot } from "../../shared/order/catalog";
import { type Choosing, chosen, lacking } from "../../shared/order/options";
import { choosePart, type Line, partsIn, tapOption } from "../../shared/order/order";
import { change, useTill } from "../store";
import styles from "./Sell.module.css";
import { useMoney } from "./useMoney";

interface ChoiceProps {
  name: string;
  priceDelta: number;
  soldOut: boolean;
  isChosen: boolean;
  onTap: () => void;
}

function Choice({ name, priceDelta, soldOut, isChosen, onTap }: ChoiceProps) {
  const t = useTranslations("till");
  const { money } = useMoney();
  const delta = priceDelta === 0 ? "" : `${priceDelta > 0 ? "+" : ""}${money(priceDelta)}`;
  return (
    <button type="button" className="button" aria-pressed={isChosen} onClick={onTap}>
      <span>{name}</span>{" "}
      {(delta || soldOut) && <small>{[delta, soldOut ? t("soldOut") : ""].filter(Boolean).join(" · ")}</small>}
    </button>
  );
}

interface GroupProps {
  of: Choosing;
  group: OptionGroup;
  /** The part of a combo that it is about. */
  part?: string;
  onTap: (optionId: string) => void;
}

function Group({ of, group, part, onTap }: GroupProps) {
  const t = useTranslations("till");
  const needed = lacking(of).includes(group);
  return (
    <fieldset className={`${styles.group} ${needed ? styles.needed : ""}`}>
      <legend>
        {part ? `${part}: ${group.name}` : group.name}
        {group.minChoices > 0 && <strong> {t("options.required", { count: group.minChoices })}</strong>}
      </legend>
      {group.options.map((option) => {
        const count = chosen(of, option.id);
        return (
          <Choice
            key={option.id}
            name={count > 1 ? `${count} × ${option.name}` : option.name}
            priceDelta={option.priceDelta}
            soldOut={option.soldOut}
            isChosen={count > 0}
            onTap={() => onTap(option.id)}
          />
        );
      })}
    </fieldset>
  );
}

const neededFirst = (groups: readonly OptionGroup[]) =>
  [...groups].sort((a, b) => Math.sign(b.minChoices) - Math.sign(a.minChoices));

/** A slot of a combo: what may be in it, and below the options of what is. */
function SlotChoices({ line, slot }: { line: Line; slot: Slot }) {
  const part = partsIn(line).find((one) => one.slot === slot.name);
  const sizes = (name: string) => slot.choices.filter((one) => one.name === name).length;
  return (
    <div className={styles.slot}>
      <fieldset className={styles.group}>
        <legend>{slot.name}</legend>
        {slot.choices.map((choice) => (
          <Choice
            key={choice.productId}
            name={sizes(choice.name) > 1 ? `${choice.name} ${choice.size}` : choice.name}
            priceDelta={choice.priceDelta}
            soldOut={choice.soldOut}
            isChosen={choice.productId === part?.productId}
            onTap={() => change((order) => choosePart(order, line.id, slot.name, choice.productId))}
          />
        ))}
      </fieldset>
      {part &&
        neededFirst(part.groups).map((group) => (
          <Group
            key={group.id}
            of={part}
            group={group}
            part={part.name}
            onTap={(optionId) => change((order) => tapOption(order, line.id, optionId, slot.name))}
          />
        ))}
    </div>
  );
}

/** The choices of the line that was added or touched last. It blocks nothing: whoever ignores it sells on. */
export function OptionStrip() {
  const t = useTranslations("till");
  const line = useTill((state) => state.order.lines.find((one) => one.id === state.selected));
  if (!line || line.known || (line.groups.length === 0 && !line.slots)) return null;
  return (
    <section className={styles.strip} aria-label={t("options.of", { name: line.name })}>
      <div className={styles.groups}>
        {line.slots?.map((slot) => (
          <SlotChoices key={slot.name} line={line} slot={slot} />
        ))}
        {neededFirst(line.groups).map((group) => (
          <Group
            key={group.id}
            of={line}
            group={group}
            onTap={(optionId) => change((order) => tapOption(order, line.id, optionId))}
          />
        ))}
      </div>
    </section>
  );
}
