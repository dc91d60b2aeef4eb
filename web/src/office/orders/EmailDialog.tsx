import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useAct } from "../data/useAct";
import { TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Dialog, FormEnd } from "../parts/parts";
import type { Order } from "./wire";

/** Mails the receipt to an address. */
export function EmailDialog({
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
  const [email, setEmail] = useState(order.customer_email ?? "");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await act.run((key) => api.post(`/orders/${order.id}/email-receipt`, { email }, { key })))
      onDone(t("emailed", { email }));
  };
  return (
    <Dialog title={t("email")} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <TextField
          label={t("address")}
          type="email"
          value={email}
          onChange={setEmail}
          required
          problem={act.at("email")}
        />
        <FormEnd act={act} text={t("send")} />
      </form>
    </Dialog>
  );
}
