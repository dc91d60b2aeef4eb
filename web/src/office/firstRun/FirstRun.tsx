import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { useLoad } from "../data/useLoad";
import styles from "../parts/office.module.css";
import { Badge, Card, Problem } from "../parts/parts";
import type { Settings } from "../settings/wire";
import own from "./FirstRun.module.css";
import { FirstTill } from "./FirstTill";
import { type Facts, type Step, steps, stepsDone } from "./model";
import { SampleMenu } from "./SampleMenu";

const storageKey = "cafepos.firstRun";

/** Whether somebody at this device has put the steps away. */
function usePutAway(): [boolean, () => void] {
  const [isAway, setAway] = useState(() => {
    try {
      return localStorage.getItem(storageKey) === "away";
    } catch {
      return false;
    }
  });
  const putAway = () => {
    setAway(true);
    try {
      localStorage.setItem(storageKey, "away");
    } catch {
      // Until this page is left.
    }
  };
  return [isAway, putAway];
}

function StepRow({ step, isDone, children }: { step: Step; isDone: boolean; children: ReactNode }) {
  const t = useTranslations("office.firstRun");
  return (
    <li className={own.step} data-done={isDone}>
      <div className={styles.inline}>
        <strong>{t(`${step}.title`)}</strong>
        {isDone && <Badge tone="good">{t("done")}</Badge>}
      </div>
      {!isDone && <p className="hint">{t(`${step}.text`)}</p>}
      <div className={styles.inline}>{children}</div>
    </li>
  );
}

/** The way that each step offers. */
function StepWays({ step, isDone, onDone }: { step: Step; isDone: boolean; onDone: () => void }) {
  const t = useTranslations("office.firstRun");
  if (step === "cafe") return <a href="#/settings/cafe">{t("cafe.way")}</a>;
  if (step === "tax") return <a href="#/settings/sales">{t("tax.way")}</a>;
  if (step === "people") return <a href="#/staff/people/new">{t("people.way")}</a>;
  if (step === "menu") {
    return (
      <>
        {!isDone && <SampleMenu onDone={onDone} />}
        <a href="#/menu/import">{t("menu.import")}</a>
        <a href="#/menu/items/new">{t("menu.way")}</a>
      </>
    );
  }
  return (
    <>
      {!isDone && <FirstTill onDone={onDone} />}
      <a href="/app/till">{t("till.way")}</a>
    </>
  );
}

function Steps({ onPutAway }: { onPutAway: () => void }) {
  const t = useTranslations("office.firstRun");
  const settings = useLoad<Settings>("/settings");
  const menu = useLoad<{ menu_items: unknown[] }>("/menu_items?limit=1");
  const users = useLoad<{ amount: number }>("/users");
  const tills = useLoad<{ tills: unknown[] }>("/tills");
  const loads = [settings, menu, users, tills];
  const problem = loads.find((load) => load.problem)?.problem;
  const reload = () => {
    for (const load of loads) load.reload();
  };
  if (!settings.data || !menu.data || !users.data || !tills.data) {
    return problem ? <Problem of={problem} retry={reload} /> : null;
  }
  const facts: Facts = {
    settings: settings.data,
    items: menu.data.menu_items.length,
    people: users.data.amount,
    tills: tills.data.tills.length,
    zoneHere: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  const done = stepsDone(facts);
  return (
    <Card
      title={t("title")}
      actions={
        <button type="button" className="button" onClick={onPutAway}>
          {t("putAway")}
        </button>
      }
    >
      <p className="hint">{t("text", { done: done.size, all: steps.length })}</p>
      <ol className={own.steps}>
        {steps.map((step) => (
          <StepRow key={step} step={step} isDone={done.has(step)}>
            <StepWays step={step} isDone={done.has(step)} onDone={reload} />
          </StepRow>
        ))}
      </ol>
    </Card>
  );
}

/** Five steps from an empty café to its first sale, for who may set it up. What is done is what the server has; with the first
 * sale they are gone. */
export function FirstRun() {
  const may = useSession((state) => state.may);
  const [isAway, putAway] = usePutAway();
  const concerns = !isAway && may("system.settings") && may("users.view") && may("sales.view_history");
  const sold = useLoad<{ orders: unknown[] }>(concerns ? "/orders?limit=1" : null, ["sale"]);
  if (!concerns || sold.data?.orders.length !== 0) return null;
  return <Steps onPutAway={putAway} />;
}
