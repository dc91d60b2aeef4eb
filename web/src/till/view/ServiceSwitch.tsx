import { useTranslations } from "use-intl";
import { usesService } from "../../shared/order/catalog";
import { serviceOf } from "../../shared/order/order";
import type { Service } from "../../shared/order/pricing";
import { useProblem } from "../../shared/ui/useProblem";
import { useTill } from "../store";
import { chooseService, wordOfChange } from "../tabActions";
import styles from "./Service.module.css";

const services: readonly Service[] = ["here", "takeaway", "delivery"];

/** How the guest has it; shown only where a tax depends on it. */
export function ServiceSwitch() {
  const t = useTranslations("till");
  const problemOf = useProblem();
  const order = useTill((state) => state.order);
  const rules = useTill((state) => state.snapshot?.rules);
  if (!rules || !usesService(rules)) return null;
  const shown = serviceOf(order, rules);
  const choose = (service: Service) =>
    chooseService(service).catch((error: unknown) =>
      useTill.setState({ problem: wordOfChange(error) || problemOf(error) }),
    );
  return (
    <div role="radiogroup" aria-label={t("service.title")} className={styles.services}>
      {services.map((service) => (
        <label key={service} className={styles.service}>
          <input
            type="radio"
            name="service"
            checked={shown === service}
            disabled={order.phase !== "open"}
            onChange={() => void choose(service)}
          />
          <span>{t(`service.${service}`)}</span>
        </label>
      ))}
    </div>
  );
}
