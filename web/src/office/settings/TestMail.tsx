import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useAct } from "../data/useAct";
import { TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Card, Done, Problem } from "../parts/parts";

/** Sends a mail to try the settings, and waits for what the mail server says. */
export function TestMail() {
  const t = useTranslations("office.settings");
  const act = useAct();
  const [to, setTo] = useState("");
  const [done, setDone] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setDone("");
    await act.run(async (key) => {
      const answer = await api.post<{ mock: boolean }>(
        "/reports/test-email",
        { recipients: [to.trim()] },
        { key, timeoutMs: 60_000 },
      );
      setDone(t(answer.mock ? "testMailMock" : "testMailSent", { to }));
    });
  };
  return (
    <Card title={t("testMail")}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={t("testMailTo")}
          type="email"
          value={to}
          onChange={setTo}
          problem={act.at("recipients")}
          required
        />
        <Problem of={act.problem} />
        <Done>{done}</Done>
        <div className={styles.end}>
          <button type="submit" className="button" disabled={act.busy || !to.trim()}>
            {t("send")}
          </button>
        </div>
      </form>
    </Card>
  );
}
