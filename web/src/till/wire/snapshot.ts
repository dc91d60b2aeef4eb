import { api } from "../../shared/api/client";
import {
  changesAt,
  productsOf,
  rulesOf,
  type Snapshot,
  type WireItem,
  type WireSettings,
} from "../../shared/order/catalog";

/** Reads the menu and the settings. */
export async function readSnapshot(): Promise<Snapshot> {
  const [menu, settings] = await Promise.all([
    api.get<{ menu_items: WireItem[] }>("/menu_items?expand=options"),
    api.get<WireSettings>("/settings"),
  ]);
  return { products: productsOf(menu.menu_items), rules: rulesOf(settings), changesAt: changesAt(menu.menu_items) };
}
