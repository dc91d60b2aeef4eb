import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { Views } from "../parts/parts";
import { useRoute } from "../router/router";
import { GroupPage } from "./GroupPage";
import { ImportPage } from "./ImportPage";
import { ItemList } from "./ItemList";
import { ItemPage } from "./ItemPage";
import { LayoutPage } from "./LayoutPage";
import { OptionGroups } from "./OptionGroups";
import { PricesPage } from "./PricesPage";

/** The menu: its items, the groups of options, how tills show it, many prices at once, and what comes from a file. */
export function Menu() {
  const t = useTranslations("office.menu");
  const label = useTranslations("office.parts")("views");
  const may = useSession((state) => state.may);
  const { path } = useRoute();
  const [, view = "items", id] = path;
  if (view === "items" && id) return <ItemPage key={id} id={id === "new" ? null : id} />;
  if (view === "options" && id) return <GroupPage key={id} id={id === "new" ? null : id} />;
  const views = [
    { key: "items", text: t("items"), href: "#/menu" },
    { key: "options", text: t("options"), href: "#/menu/options" },
    ...(may("menu.edit")
      ? [
          { key: "layout", text: t("layout.title"), href: "#/menu/layout" },
          { key: "prices", text: t("prices.title"), href: "#/menu/prices" },
        ]
      : []),
    ...(may("menu.import") ? [{ key: "import", text: t("import"), href: "#/menu/import" }] : []),
  ];
  return (
    <>
      <Views label={label} views={views} now={view} />
      {view === "items" && <ItemList />}
      {view === "options" && <OptionGroups />}
      {view === "layout" && <LayoutPage />}
      {view === "prices" && <PricesPage />}
      {view === "import" && <ImportPage />}
    </>
  );
}
