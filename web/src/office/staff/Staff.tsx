import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { Views } from "../parts/parts";
import { useRoute } from "../router/router";
import { People } from "./People";
import { PersonPage } from "./PersonPage";
import { Roles } from "./Roles";
import { TimeClock } from "./TimeClock";

/** The team: people, roles and what they may do, working time. */
export function Staff() {
  const t = useTranslations("office.staff");
  const label = useTranslations("office.parts")("views");
  const may = useSession((state) => state.may);
  const { path } = useRoute();
  const open = [...(may("users.view") ? (["people", "roles"] as const) : []), "time" as const];
  const view = open.find((name) => name === path[1]) ?? open[0];
  if (view === "people" && path[2]) return <PersonPage key={path[2]} id={path[2] === "new" ? null : path[2]} />;
  return (
    <>
      <Views
        label={label}
        views={open.map((key) => ({ key, text: t(`views.${key}`), href: `#/staff/${key}` }))}
        now={view ?? ""}
      />
      {view === "people" && <People />}
      {view === "roles" && <Roles />}
      {view === "time" && <TimeClock />}
    </>
  );
}
