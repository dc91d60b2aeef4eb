import { useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import styles from "../parts/office.module.css";
import { Badge, Card, Done, Empty, Page, Problem, Show } from "../parts/parts";
import { useTroubles } from "../stock/useAlertText";
import { type Printer, PrinterDialog } from "./PrinterDialog";

function PrinterCard({ printer, onEdit }: { printer: Printer; onEdit: () => void }) {
  const t = useTranslations("office.settings");
  const edit = useTranslations("office.parts")("edit");
  const may = useSession((state) => state.may);
  const act = useAct();
  const inWords = useTroubles();
  const [done, setDone] = useState("");
  const status = useLoad<{ available: boolean; problem: string | null }>(
    printer.active ? `/printers/${printer.id}/status` : null,
    ["printer.failed", "printer.works"],
  );
  const test = async () => {
    setDone("");
    if (await act.run((key) => api.post(`/printers/${printer.id}/test`, {}, { key, timeoutMs: 30_000 })))
      setDone(t("testPrinted"));
  };
  return (
    <Card title={printer.name}>
      <div className={styles.inline}>
        {!printer.active && <Badge>{t("switchedOff")}</Badge>}
        {status.data && (
          <Badge tone={status.data.available ? "good" : "bad"}>
            {status.data.available
              ? t("printerReady")
              : status.data.problem
                ? inWords(status.data.problem)
                : t("printerGone")}
          </Badge>
        )}
        <span className={styles.quiet}>
          {t(`printerTypes.${printer.type}`)} {printer.address}
        </span>
      </div>
      <Problem of={act.problem ?? status.problem} />
      <Done>{done}</Done>
      <div className={styles.inline}>
        <button type="button" className="button" disabled={act.busy || !printer.active} onClick={() => void test()}>
          {t("testSlip")}
        </button>
        {may("system.settings") && (
          <button type="button" className="button" aria-label={t("editOf", { name: printer.name })} onClick={onEdit}>
            {edit}
          </button>
        )}
      </div>
    </Card>
  );
}

/** Where slips are printed: each printer with how it is now. */
export function Printers() {
  const t = useTranslations("office.settings");
  const may = useSession((state) => state.may);
  const printers = useLoad<{ printers: Printer[] }>("/printers");
  const [open, setOpen] = useState<Printer | "new" | null>(null);
  const add = may("system.settings") && (
    <button type="button" className="button primary" onClick={() => setOpen("new")}>
      {t("newPrinter")}
    </button>
  );
  return (
    <Page title={t("pages.printers")} actions={add}>
      <Show of={printers}>
        {({ printers: list }) => (
          <>
            {list.length === 0 ? (
              <Empty>{t("noPrinters")}</Empty>
            ) : (
              <div className={styles.cards}>
                {list.map((printer) => (
                  <PrinterCard
                    key={`${printer.id} ${printer.active} ${printer.address}`}
                    printer={printer}
                    onEdit={() => setOpen(printer)}
                  />
                ))}
              </div>
            )}
            {open !== null && (
              <PrinterDialog
                printer={open === "new" ? null : open}
                others={list.filter((printer) => open === "new" || printer.id !== open.id)}
                onClose={() => setOpen(null)}
                onDone={() => {
                  setOpen(null);
                  printers.reload();
                }}
              />
            )}
          </>
        )}
      </Show>
    </Page>
  );
}
