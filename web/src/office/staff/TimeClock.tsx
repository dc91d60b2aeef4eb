import { useState } from "react";
import { useTranslations } from "use-intl";
import { query as search } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { useFormat } from "../data/cafe";
import { usePages } from "../data/useLoad";
import { DownloadButton } from "../parts/DownloadButton";
import { DayRange, useDays } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Badge, Done, Empty, More, numbers, Page, Show, Table, wideNumbers } from "../parts/parts";
import { hoursText } from "./model";
import { ShiftDialog } from "./ShiftDialog";
import type { Shift } from "./wire";

interface ShiftList {
  shifts: Shift[];
  nextCursor: string | null;
}
const pick = (answer: ShiftList) => ({ rows: answer.shifts, next: answer.nextCursor });

function Rows({ shifts, onEdit }: { shifts: readonly Shift[]; onEdit: (shift: Shift) => void }) {
  const t = useTranslations("office.staff");
  const may = useSession((state) => state.may);
  const format = useFormat();
  return (
    <Table
      label={t("views.time")}
      head={[t("name"), t("day"), t("came"), t("left"), wideNumbers(t("breaks")), numbers(t("worked")), t("correct")]}
    >
      {shifts.map((shift) => (
        <tr key={shift.id}>
          <th scope="row">{shift.staffName}</th>
          <td>{format.day(shift.businessDate)}</td>
          <td>{format.clock(shift.startedAt)}</td>
          <td>
            {shift.endedAt ? (
              format.clock(shift.endedAt)
            ) : (
              <Badge tone="good">{t(shift.breakStartedAt ? "onBreak" : "atWork")}</Badge>
            )}
          </td>
          <td className={`${styles.wide} ${styles.number}`}>{hoursText(shift.breakMinutes)}</td>
          <td className={styles.number}>{hoursText(shift.workedMinutes)}</td>
          <td>
            <span className={styles.inline}>
              {may("time_clock.correct") && (
                <button
                  type="button"
                  className="button"
                  aria-label={t("correctOf", { name: shift.staffName })}
                  onClick={() => onEdit(shift)}
                >
                  {t("correct")}
                </button>
              )}
              {shift.correctedAt && <Badge>{t("corrected")}</Badge>}
            </span>
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** Who worked when. */
export function TimeClock() {
  const t = useTranslations("office.staff");
  const parts = useTranslations("office.parts");
  const may = useSession((state) => state.may);
  const days = useDays();
  const path = `/time-clock${search({ ...days })}`;
  const list = usePages<ShiftList, Shift>(`${path}&limit=100`, pick);
  const [editing, setEditing] = useState<Shift | "new" | null>(null);
  const [done, setDone] = useState("");
  const actions = (
    <>
      {may("time_clock.view") && (
        <DownloadButton text={parts("csv")} path={`${path}&format=csv`} name={`time-${days.from}-${days.to}.csv`} />
      )}
      {may("time_clock.correct") && may("users.view") && (
        <button type="button" className="button primary" onClick={() => setEditing("new")}>
          {t("newShift")}
        </button>
      )}
    </>
  );
  return (
    <Page title={t("views.time")} actions={actions}>
      <div className={styles.tools}>
        <DayRange />
      </div>
      <Done>{done}</Done>
      <Show of={list}>
        {(shifts) =>
          shifts.length === 0 ? <Empty>{t("noShifts")}</Empty> : <Rows shifts={shifts} onEdit={setEditing} />
        }
      </Show>
      <More more={list.more} busy={list.loading} />
      {editing !== null && (
        <ShiftDialog
          shift={editing === "new" ? null : editing}
          onClose={() => setEditing(null)}
          onDone={() => {
            setEditing(null);
            setDone(parts("saved"));
            list.reload();
          }}
        />
      )}
    </Page>
  );
}
