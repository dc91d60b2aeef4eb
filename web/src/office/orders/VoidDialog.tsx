import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useAct } from "../data/useAct";
import { TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Dialog, FormEnd } from "../parts/parts";
import type { Order } from "./wire";

/** Undoes a sale of today, with a reason. */
export function VoidDialog({
  order,
  onClose,
  onDone,
}: {
  order: Order;
  onClose: () => void;
  onDone: (text: string) => void;
}) {
  const t = useTranslations("office.orders");
  const act = useAct();
  const [reason, setReason] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await act.run((key) => api.post(`/orders/${order.id}/void`, { reason }, { key }))) onDone(t("voided"));
  };
  return (
    <Dialog title={t("voidOf", { number: order.order_number })} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <p>{t("voidText")}</p>
        <TextField
          label={t("reason")}
          value={reason}
          onChange={setReason}
          required
          problem={act.at("reason")}
          maxLength={200}
        />
        <FormEnd act={act} text={t("voidNow")} danger />
      </form>
    </Dialog>
  );
}
