import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useProblem } from "../../shared/ui/useProblem";
import { withApproval } from "../approvals";
import { chooseTill, useTill } from "../store";
import { type Drawer, drawers, type TillRecord, type ZReport } from "../wire/drawers";
import { ClosedDrawer } from "./ClosedDrawer";
import { OpenDrawer } from "./OpenDrawer";
import { Problem, Sheet } from "./Sheet";
import styles from "./Sheet.module.css";
import { ZSummary } from "./ZSummary";

function Tills({ tills }: { tills: TillRecord[] }) {
  const t = useTranslations("till");
  const till = useTill((state) => state.till);
  return (
    <fieldset className={`${styles.row} ${styles.group}`}>
      <legend>{t("drawer.thisTill")}</legend>
      {tills.map((one) => (
        <button
          key={one.id}
          type="button"
          className="button"
          aria-pressed={till?.id === one.id}
          onClick={() => chooseTill({ id: one.id, name: one.name })}
        >
          {one.name}
        </button>
      ))}
    </fieldset>
  );
}

/** Which till this is, and its drawer from the float to the Z. */
export function DrawerSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("till");
  const problemOf = useProblem();
  const till = useTill((state) => state.till);
  const [tills, setTills] = useState<TillRecord[]>([]);
  const [drawer, setDrawer] = useState<Drawer | null | undefined>(undefined);
  const [z, setZ] = useState<ZReport | null>(null);
  const [problem, setProblem] = useState("");
  const [words, setWords] = useState("");
  const fail = useCallback((error: unknown) => setProblem(problemOf(error)), [problemOf]);
  const read = useCallback(
    () => (till ? drawers.openAt(till.id).then(setDrawer, fail) : Promise.resolve()),
    [till, fail],
  );
  useEffect(() => {
    void drawers.tills().then(setTills, fail);
  }, [fail]);
  useEffect(() => {
    setDrawer(undefined);
    void read();
  }, [read]);
  const busy = useRef(false);
  /** Does something with the drawer, asks for a PIN where it is needed, and reads how it stands. A second tap meanwhile does
   * nothing: it would be refused, and the refusal would hide that the first was taken. */
  const act = async <Result,>(what: (approval?: string) => Promise<Result>, said: string): Promise<Result | null> => {
    if (busy.current) return null;
    busy.current = true;
    setProblem("");
    setWords("");
    try {
      const result = await withApproval(what);
      setWords(said);
      await read();
      return result;
    } catch (error) {
      fail(error);
      return null;
    } finally {
      busy.current = false;
    }
  };
  return (
    <Sheet title={t("drawer.title")} onClose={onClose} wide>
      <Problem text={problem} />
      <p aria-live="polite">{words}</p>
      {z ? (
        <ZSummary z={z} act={act} />
      ) : (
        <>
          <Tills tills={tills} />
          {!till && <p className="hint">{t("drawer.choose")}</p>}
          {till && drawer === null && <ClosedDrawer tillId={till.id} act={act} />}
          {till && drawer && <OpenDrawer key={drawer.id} drawer={drawer} act={act} onClosed={setZ} />}
        </>
      )}
    </Sheet>
  );
}

export type Act = <Result>(what: (approval?: string) => Promise<Result>, said: string) => Promise<Result | null>;
