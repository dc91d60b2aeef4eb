import { useTranslations } from "use-intl";
import { colors } from "../../shared/order/tiles";
import { ChoiceField } from "../parts/fields";
import { Dialog } from "../parts/parts";
import { isOn, type PageDraft } from "./layout";

/** The colours that mark pages and tiles, to choose from; "": none. */
export function ColorField({
  value,
  onChange,
}: {
  value: string | null;
  onChange: (color: PageDraft["color"]) => void;
}) {
  const t = useTranslations("office.menu.layout");
  return (
    <ChoiceField
      label={t("color")}
      value={value ?? ""}
      choices={[
        { value: "", text: t("noColor") },
        ...colors.map((color) => ({ value: color, text: t(`colors.${color}`) })),
      ]}
      onChange={(chosen) => onChange(colors.find((color) => color === chosen) ?? null)}
    />
  );
}

/** What can be done with a tile without dragging it. */
export function TileDialog({
  page,
  at,
  pages,
  onMove,
  onColor,
  onPage,
  onRemove,
  onClose,
}: {
  page: PageDraft;
  at: number;
  pages: readonly PageDraft[];
  onMove: (to: number) => void;
  onColor: (color: PageDraft["color"]) => void;
  onPage: (key: string) => void;
  onRemove: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("office.menu.layout");
  const place = page.tiles[at];
  if (!place) return null;
  return (
    <Dialog title={place.name} onClose={onClose}>
      <ChoiceField
        label={t("place")}
        value={String(at)}
        choices={page.tiles.map((_, index) => ({ value: String(index), text: String(index + 1) }))}
        onChange={(to) => onMove(Number(to))}
      />
      <ColorField value={place.color} onChange={onColor} />
      {pages.length > 1 && (
        <ChoiceField
          label={t("page")}
          value={page.key}
          choices={pages
            .filter((one) => one.key === page.key || !isOn(one, place))
            .map((one) => ({ value: one.key, text: one.name }))}
          onChange={onPage}
        />
      )}
      <button type="button" className="button danger" onClick={onRemove}>
        {t("removeTile")}
      </button>
    </Dialog>
  );
}
