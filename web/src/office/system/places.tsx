import { useTranslations } from "use-intl";
import styles from "../parts/office.module.css";
import { changeQuery, useRoute } from "../router/router";

// Lists of the system are read backwards from now or from a day, in pages by place.

export const pageSize = 50;

/** The place in the address at which the page begins. */
export function useOffset(): number {
  const { query } = useRoute();
  return Math.max(0, Number.parseInt(query.offset ?? "0", 10) || 0);
}

/** What asks for a page and one row more: whether it comes tells if there is a next page. */
export const pageQuery = (offset: number) => ({ limit: pageSize + 1, offset });
export const onPage = <Row,>(rows: readonly Row[]) => rows.slice(0, pageSize);
export const hasNext = (rows: readonly unknown[]) => rows.length > pageSize;

/** Turns to what is newer and older. */
export function Turn({ more }: { more: boolean }) {
  const t = useTranslations("office.system");
  const offset = useOffset();
  const button = (to: number, text: string) => (
    <button type="button" className="button" onClick={() => changeQuery({ offset: to ? String(to) : undefined })}>
      {text}
    </button>
  );
  return (
    <div className={styles.inline}>
      {offset > 0 && button(Math.max(0, offset - pageSize), t("newer"))}
      {more && button(offset + pageSize, t("older"))}
    </div>
  );
}
