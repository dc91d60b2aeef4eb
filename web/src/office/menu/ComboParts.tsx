import { useTranslations } from "use-intl";
import { useFormat } from "../data/cafe";
import { Badge, Card, numbers, Table } from "../parts/parts";
import { itemName } from "./model";
import type { MenuItem } from "./wire";

/** What guests choose of a combo: it has no recipe and no options of its own, for its parts have theirs. */
export function ComboParts({ combo }: { combo: NonNullable<MenuItem["combo"]> }) {
  const t = useTranslations("office.menu");
  const format = useFormat();
  const rows = combo.slots.flatMap((slot) => slot.choices.map((choice) => ({ slot: slot.name, choice })));
  return (
    <Card title={t("comboParts")}>
      <p className="hint">{t("comboText")}</p>
      <Table label={t("comboParts")} head={[t("comboSlot"), t("item"), numbers(t("priceDelta"))]}>
        {rows.map(({ slot, choice }) => (
          <tr key={`${slot} ${choice.menuItemId}`}>
            <td>{slot}</td>
            <th scope="row">
              {itemName(choice)} {choice.isDefault && <small>{t("isDefault")}</small>}
            </th>
            <td>{format.money(choice.priceDelta)}</td>
          </tr>
        ))}
        {combo.slots
          .filter(({ choices }) => choices.length === 0)
          .map(({ name }) => (
            <tr key={name}>
              <td>{name}</td>
              <th scope="row">
                <Badge tone="bad">{t("comboNothingLeft")}</Badge>
              </th>
              <td />
            </tr>
          ))}
      </Table>
    </Card>
  );
}
