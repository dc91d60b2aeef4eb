import { api } from "../../shared/api/client";
import {
  changesAt,
  productsOf,
  rulesOf,
  type Snapshot,
  type WireItem,
  type WireSettings,
} from "../../shared/order/catalog";
import type { Page } from "../../shared/order/tiles";

/** Reads the menu, how it is arranged, and the settings. */
export async function readSnapshot(): Promise<Snapshot> {
  const [menu, layout, settings] = await Promise.all([
    api.get<{ menu_items: WireItem[] }>("/menu_items?expand=options"),
    api.get<{ pages: Page[] }>("/till_layout"),
    api.get<WireSettings>("/settings"),
  ]);
  return {
    products: productsOf(menu.menu_items),
    rules: rulesOf(settings),
    pages: layout.pages,
    changesAt: changesAt(menu.menu_items),
  };
}
