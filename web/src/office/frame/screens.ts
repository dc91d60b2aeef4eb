import type { ComponentType } from "react";
import { Menu } from "../menu/Menu";
import { Money } from "../money/Money";
import { Orders } from "../orders/Orders";
import { Staff } from "../staff/Staff";
import { Stock } from "../stock/Stock";
import { Today } from "../today/Today";
import type { Area } from "./areas";

/** The screen of each area. */
export const screens: Partial<Record<Area, ComponentType>> = {
  today: Today,
  orders: Orders,
  menu: Menu,
  stock: Stock,
  money: Money,
  staff: Staff,
};
