import { useTranslations } from "use-intl";
import { ApiError } from "../../shared/api/client";
import { useEachHalfMinute } from "../data/cafe";
import { type Loaded, useLoad } from "../data/useLoad";
import styles from "../parts/office.module.css";
import { Badge, Show } from "../parts/parts";
import { useTroubles } from "../stock/useAlertText";

/** GET /health. */
export interface Health {
  status: string;
  version: string;
  waitingWrites: number;
  services: Record<string, string>;
  problems: { service: string; message: string }[];
}

const fine = new Set(["connected", "ready", "ok", "mock", "configured", "proven", "waiting"]);

/** What is off by choice is neither well nor ill. */
function toneOf(how: string, isProblem: boolean): "good" | "warn" | "bad" | undefined {
  if (isProblem) return "bad";
  if (how === "off") return undefined;
  return fine.has(how) ? "good" : "warn";
}

/** How the house is; looks again each half minute. */
export function useHealth(): Loaded<Health> {
  const health = useLoad<Health>("/health", ["printer.failed", "printer.works", "backup.failed", "backup.proven"]);
  useEachHalfMinute(health.reload);
  // A house that is not well answers 503, with the same words in it.
  const unwell =
    health.problem instanceof ApiError && health.problem.status === 503 ? (health.problem.data as Health) : null;
  return unwell?.services ? { ...health, data: unwell, problem: null } : health;
}

/** A light for each part of the house, with words. */
export function HealthLights({ health }: { health: Loaded<Health> }) {
  const t = useTranslations("office.health");
  const inWords = useTroubles();
  const known = (service: string) => (t.has(`services.${service}`) ? t(`services.${service}`) : service);
  /** What is off is something else for each part. */
  const words = (service: string, how: string) => {
    const key = how === "off" ? `off.${service}` : `states.${how}`;
    return t.has(key) ? t(key) : how;
  };
  return (
    <Show of={health}>
      {(state) => (
        <ul className={styles.list}>
          {Object.entries(state.services).map(([service, how]) => {
            const problem = state.problems.find((entry) => entry.service === service);
            return (
              <li key={service}>
                <span>
                  {known(service)}
                  {problem && <small className={styles.quiet}> {inWords(problem.message)}</small>}
                </span>
                <Badge tone={toneOf(how, problem !== undefined)}>{words(service, how)}</Badge>
              </li>
            );
          })}
        </ul>
      )}
    </Show>
  );
}
