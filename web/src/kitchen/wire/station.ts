import { create } from "zustand";
import { type Station, stationNamed } from "../model/ticket";
import { prefer, usePreferences } from "../preferences";

const parameter = "station";
const named = create<{ name: string | null }>()(() => ({
  name: new URLSearchParams(location.search).get(parameter),
}));

/** Which station's tickets are shown: of the address, else as last time on this device; null: all. */
export function useStation(stations: readonly Station[]): string | null {
  const kept = usePreferences((preferences) => preferences.stationId);
  const name = named((state) => state.name);
  if (name) return stationNamed(name, stations)?.id ?? null;
  return stations.some(({ id }) => id === kept) ? kept : null;
}

/** Shows another station's tickets from now on; the address says which, to be kept as a bookmark. */
export function chooseStation(station: Station | null): void {
  const url = new URL(location.href);
  if (station) url.searchParams.set(parameter, station.name);
  else url.searchParams.delete(parameter);
  history.replaceState(null, "", url);
  named.setState({ name: station?.name ?? null });
  prefer({ stationId: station?.id ?? null });
}
