/** light, dark, contrast, or as the system is. Stored for this device; shown as `data-theme` of the page. */
export const themes = ["system", "light", "dark", "contrast"] as const;
export type Theme = (typeof themes)[number];

const storageKey = "cafepos.theme";

export function chosenTheme(otherwise: Theme = "system"): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(storageKey)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Kept until this page is left.
  }
  applyTheme(theme);
}
