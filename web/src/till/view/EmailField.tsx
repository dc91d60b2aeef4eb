import { type FormEvent, useId, useRef } from "react";
import { useTranslations } from "use-intl";
import { useProblem } from "../../shared/ui/useProblem";
import { orders } from "../wire/orders";

/** Sends the receipt of an order to an address. */
export function EmailField({
  orderId,
  onDone,
  onWords,
}: {
  orderId: string;
  onDone: () => void;
  onWords: (words: string) => void;
}) {
  const t = useTranslations("till");
  const problemOf = useProblem();
  const id = useId();
  const busy = useRef(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email"));
    if (busy.current) return; // a second tap sends no second mail
    busy.current = true;
    try {
      await orders.email(orderId, email);
      onWords(t("done.emailed", { email }));
      onDone();
    } catch (error) {
      onWords(problemOf(error));
    } finally {
      busy.current = false;
    }
  };
  return (
    <form className="field" onSubmit={(event) => void send(event)}>
      <label htmlFor={id}>{t("done.emailTo")}</label>
      <input id={id} name="email" type="email" autoComplete="off" required />
      <button type="submit" className="button primary">
        {t("done.send")}
      </button>
    </form>
  );
}
