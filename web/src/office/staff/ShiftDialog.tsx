import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { wholeOr } from "../data/amount";
import { useCafe, zonedText } from "../data/cafe";
import { personName } from "../data/people";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import { ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Dialog, FormEnd } from "../parts/parts";
import { zonedMoment } from "./model";
import type { Shift, User } from "./wire";

/** Corrects a shift, or writes one that nobody clocked; times are on the café's clock. */
export function ShiftDialog({
  shift,
  onClose,
  onDone,
}: {
  shift: Shift | null;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations("office.staff");
  const save = useTranslations("office.parts")("save");
  const { zone, today } = useCafe();
  const act = useAct();
  const users = useLoad<{ users: User[] }>(shift ? null : "/users");
  const [staffId, setStaffId] = useState("");
  const [from, setFrom] = useState(shift ? zonedText(Date.parse(shift.startedAt), zone) : `${today}T08:00`);
  const [to, setTo] = useState(
    shift ? (shift.endedAt ? zonedText(Date.parse(shift.endedAt), zone) : "") : `${today}T16:00`,
  );
  const [pause, setPause] = useState(String(shift?.breakMinutes ?? 0));
  const [reason, setReason] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      startedAt: zonedMoment(from, zone),
      endedAt: zonedMoment(to, zone),
      breakMinutes: wholeOr(pause || "0"),
      reason,
    };
    const done = await act.run((key) =>
      shift ? api.put(`/time-clock/${shift.id}`, body) : api.post("/time-clock", { ...body, staffId }, { key }),
    );
    if (done) onDone();
  };
  return (
    <Dialog title={shift ? t("correctOf", { name: shift.staffName }) : t("newShift")} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        {!shift && (
          <ChoiceField
            label={t("name")}
            value={staffId}
            onChange={setStaffId}
            problem={act.at("staffId")}
            choices={[
              { value: "", text: t("choosePerson") },
              ...(users.data?.users.map((user) => ({
                value: user.id,
                text: personName(user),
              })) ?? []),
            ]}
          />
        )}
        <div className={styles.pair}>
          <TextField
            label={t("came")}
            type="datetime-local"
            value={from}
            onChange={setFrom}
            problem={act.at("startedAt")}
          />
          <TextField label={t("left")} type="datetime-local" value={to} onChange={setTo} problem={act.at("endedAt")} />
          <TextField
            label={t("breakMinutes")}
            inputMode="numeric"
            value={pause}
            onChange={setPause}
            problem={act.at("breakMinutes")}
          />
        </div>
        <TextField label={t("reason")} value={reason} onChange={setReason} required problem={act.at("reason")} />
        <FormEnd act={act} text={save} disabled={!shift && !staffId} />
      </form>
    </Dialog>
  );
}
