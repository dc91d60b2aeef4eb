import type { ComponentType } from "react";
import { Menu } from "../menu/Menu";
import { Money } from "../money/Money";
import { Orders } from "../orders/Orders";
import { SettingsArea } from "../settings/SettingsArea";
import { Staff } from "../staff/Staff";
import { Stock } from "../stock/Stock";
import { SystemArea } from "../system/SystemArea";
import { Today } from "../today/Today";
import type { Area } from "./areas";

/** The screen of each area. */
export const screens: Record<Area, ComponentType> = {
  today: Today,
  orders: Orders,
  menu: Menu,
  stock: Stock,
  money: Money,
  staff: Staff,
  settings: SettingsArea,
  system: SystemArea,
};
