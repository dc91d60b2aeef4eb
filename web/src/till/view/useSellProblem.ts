import { useTranslations } from "use-intl";
import { useProblem } from "../../shared/ui/useProblem";
import { useTill } from "../store";

const known = new Set([
  "missing",
  "noAnswer",
  "unexpected",
  "tabChanged",
  "paidElsewhere",
  "unknownCode",
  "mayNotSell",
  "discountsTooMuch",
  "unanswered",
  "partPaid",
  "counterBusy",
  "finishFirst",
  "noDiscounts",
  "lockedOut",
  "noChange",
  "tipOnly",
  "tabSettled",
  "tabCancelled",
  "closedPartPaid",
  "noService",
]);

/** What went wrong on the sell screen, in words; "" if nothing. */
export function useSellProblem(): string {
  const t = useTranslations("till");
  const problem = useTill((state) => state.problem);
  const wordsOf = useProblem();
  if (typeof problem !== "string") return wordsOf(problem);
  return known.has(problem) ? t(`problem.${problem}`) : problem;
}
