import { showSheet, useTill } from "../store";
import { ApprovalSheet } from "./ApprovalSheet";
import { DiscountSheet } from "./DiscountSheet";
import { DrawerSheet } from "./DrawerSheet";
import { HelpSheet } from "./HelpSheet";
import { HistorySheet } from "./HistorySheet";
import { MoreSheet } from "./MoreSheet";
import { PriceSheet } from "./PriceSheet";
import { SoldOutSheet } from "./SoldOutSheet";
import { TabsSheet } from "./TabsSheet";
import { WaitingSheet } from "./WaitingSheet";

const sheets = {
  more: MoreSheet,
  history: HistorySheet,
  tabs: TabsSheet,
  drawer: DrawerSheet,
  waiting: WaitingSheet,
  help: HelpSheet,
  discount: DiscountSheet,
};

/** Whatever lies over the sell screen; a manager's word is asked for above all. */
export function Sheets() {
  const sheet = useTill((state) => state.sheet);
  const approval = useTill((state) => state.approval);
  const soldOut = useTill((state) => state.soldOut);
  const asksPrice = useTill((state) => state.asksPrice);
  const Shown = sheet ? sheets[sheet] : null;
  return (
    <>
      {Shown && <Shown onClose={() => showSheet(null)} />}
      {asksPrice && <PriceSheet product={asksPrice} />}
      {soldOut && <SoldOutSheet product={soldOut} />}
      {approval && <ApprovalSheet ask={approval} />}
    </>
  );
}
