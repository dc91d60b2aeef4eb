import type { Minor } from "../money/money";
import type { Option, OptionGroup } from "./catalog";

/** What is chosen of an item's options: of a line, or of a part of a combo. Pure. */

export interface ChosenOption {
  optionId: string;
  groupId: string;
  name: string;
  priceDelta: Minor;
  quantity: number;
}

/** Something that has options. */
export interface Choosing {
  options: ChosenOption[];
  groups: OptionGroup[];
}

const choose = (group: OptionGroup, option: Option, quantity: number): ChosenOption => ({
  optionId: option.id,
  groupId: group.id,
  name: option.name,
  priceDelta: option.priceDelta,
  quantity,
});

/** What is chosen before anybody chooses. */
export const defaultsOf = (groups: readonly OptionGroup[]): ChosenOption[] =>
  groups.flatMap((group) => group.options.filter((o) => o.isDefault).map((option) => choose(group, option, 1)));

/** How many of an option are chosen. */
export function chosen(of: Choosing, optionId: string): number {
  return of.options.find((option) => option.optionId === optionId)?.quantity ?? 0;
}

/** What the options add to the price of one. */
export function optionsPrice(options: readonly ChosenOption[]): Minor {
  return options.reduce((sum, option) => sum + option.priceDelta * option.quantity, 0);
}

/** With so many of an option. In a group of one choice another option makes room; where there is no room nothing changes; a needed
 * choice can be swapped but not taken off. */
function withOption<Of extends Choosing>(of: Of, optionId: string, quantity: number): Of {
  const group = of.groups.find((one) => one.options.some((option) => option.id === optionId));
  const option = group?.options.find((one) => one.id === optionId);
  if (!group || !option || quantity < 0 || quantity > option.maxQuantity) return of;
  const inGroup = of.options.filter((one) => one.groupId === group.id);
  const others = inGroup.filter((one) => one.optionId !== optionId);
  if (quantity === 0 && others.length < group.minChoices && inGroup.length >= group.minChoices) return of;
  const swaps = group.maxChoices === 1;
  if (quantity > 0 && !swaps && group.maxChoices !== null && others.length >= group.maxChoices) return of;
  const elsewhere = of.options.filter((one) => one.groupId !== group.id);
  const kept = quantity > 0 && swaps ? [] : others;
  return { ...of, options: [...elsewhere, ...kept, ...(quantity > 0 ? [choose(group, option, quantity)] : [])] };
}

/** A tap on an option: one more up to its limit, then none. */
export function tapped<Of extends Choosing>(of: Of, optionId: string): Of {
  const option = of.groups.flatMap((group) => group.options).find((one) => one.id === optionId);
  const had = chosen(of, optionId);
  return option ? withOption(of, optionId, had >= option.maxQuantity ? 0 : had + 1) : of;
}

/** Groups that still need a choice. */
export function lacking(of: Choosing): OptionGroup[] {
  return of.groups.filter(
    (group) => of.options.filter((option) => option.groupId === group.id).length < group.minChoices,
  );
}
