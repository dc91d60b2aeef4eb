import { useTranslations } from "use-intl";
import { useFormat } from "../data/cafe";
import { usePages } from "../data/useLoad";
import styles from "../parts/office.module.css";
import { Badge, Empty, More, numbers, Page, Show, Table, wide } from "../parts/parts";
import type { Drawer } from "./wire";

interface DrawerList {
  drawers: Drawer[];
  nextCursor: string | null;
}
const pick = (answer: DrawerList) => ({ rows: answer.drawers, next: answer.nextCursor });

/** The drawers: which are open, what should lie in them. */
export function Drawers() {
  const t = useTranslations("office.money");
  const format = useFormat();
  const list = usePages<DrawerList, Drawer>("/drawers?limit=50", pick, ["drawer", "sale", "refund", "void"]);
  return (
    <Page title={t("views.drawers")}>
      <Show of={list}>
        {(drawers) =>
          drawers.length === 0 ? (
            <Empty>{t("noDrawers")}</Empty>
          ) : (
            <Table
              label={t("views.drawers")}
              head={[
                t("till"),
                t("state"),
                t("opened"),
                wide(t("closed")),
                numbers(t("float")),
                numbers(t("expected")),
              ]}
            >
              {drawers.map((drawer) => (
                <tr key={drawer.id}>
                  <th scope="row">{drawer.tillName}</th>
                  <td>
                    <Badge {...(drawer.status === "open" ? { tone: "good" as const } : {})}>
                      {t(`drawer.${drawer.status}`)}
                    </Badge>
                  </td>
                  <td>{format.moment(drawer.openedAt)}</td>
                  <td className={styles.wide}>{format.moment(drawer.closedAt)}</td>
                  <td className={styles.number}>{format.money(drawer.openingFloat)}</td>
                  <td className={styles.number}>{format.money(drawer.expected)}</td>
                </tr>
              ))}
            </Table>
          )
        }
      </Show>
      <More more={list.more} busy={list.loading} />
    </Page>
  );
}
