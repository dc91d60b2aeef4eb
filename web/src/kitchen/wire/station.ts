import type { Station } from "../model/ticket";
import { prefer, usePreferences } from "../preferences";

/** The station that an address names by `?station=`, by its id or its name in any case of letters. Pure. */
export function stationNamed(wanted: string | null, stations: readonly Station[]): Station | null {
  if (!wanted) return null;
  const name = wanted.trim().toLocaleLowerCase();
  return (
    stations.find(({ id }) => id === wanted) ?? stations.find((one) => one.name.toLocaleLowerCase() === name) ?? null
  );
}

const parameter = "station";

/** Which station's tickets are shown: of the address, else as last time on this device; null: all. */
export function useStation(stations: readonly Station[]): string | null {
  const kept = usePreferences((preferences) => preferences.stationId);
  const named = new URLSearchParams(location.search).get(parameter);
  if (named) return stationNamed(named, stations)?.id ?? null;
  return stations.some(({ id }) => id === kept) ? kept : null;
}

/** Shows another station's tickets from now on; the address says which, to be kept as a bookmark. */
export function chooseStation(station: Station | null): void {
  const url = new URL(location.href);
  if (station) url.searchParams.set(parameter, station.name);
  else url.searchParams.delete(parameter);
  history.replaceState(null, "", url);
  prefer({ stationId: station?.id ?? null });
}
