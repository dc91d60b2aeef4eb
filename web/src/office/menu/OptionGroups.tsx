import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { useFormat } from "../data/cafe";
import { useLoad } from "../data/useLoad";
import styles from "../parts/office.module.css";
import { Empty, Page, Show, Table, wide } from "../parts/parts";
import { link } from "../router/router";
import type { OptionGroup } from "./wire";

/** The groups of options: what can be chosen with the items. */
export function OptionGroups() {
  const t = useTranslations("office.menu");
  const may = useSession((state) => state.may);
  const format = useFormat();
  const groups = useLoad<{ optionGroups: OptionGroup[] }>("/option_groups", ["menu", "menu.availability"]);
  const add = may("menu.edit") && (
    <a className={`button primary ${styles.linkButton}`} href="#/menu/options/new">
      {t("newGroup")}
    </a>
  );
  return (
    <Page title={t("options")} actions={add}>
      <Show of={groups}>
        {({ optionGroups }) =>
          optionGroups.length === 0 ? (
            <Empty>{t("noGroups")}</Empty>
          ) : (
            <Table label={t("options")} head={[t("group"), t("choose"), wide(t("options"))]}>
              {optionGroups.map((group) => (
                <tr key={group.id}>
                  <th scope="row">
                    <a href={link(["menu", "options", group.id])}>{group.name}</a>
                  </th>
                  <td>
                    {group.maxChoices === null
                      ? t("chooseFrom", { min: group.minChoices })
                      : t("chooseBetween", { min: group.minChoices, max: group.maxChoices })}
                  </td>
                  <td className={styles.wide}>
                    {group.options
                      .map(
                        (option) =>
                          option.name +
                          (option.priceDelta
                            ? ` ${option.priceDelta > 0 ? "+" : ""}${format.money(option.priceDelta)}`
                            : ""),
                      )
                      .join(", ")}
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Show>
    </Page>
  );
}
