import { useLanguage } from "../../shared/i18n/i18n";
import { download } from "../data/files";
import { useAct } from "../data/useAct";
import { Problem } from "./parts";

/** Fetches a file of the server and hands it to the browser's downloads. */
export function DownloadButton({ text, path, name }: { text: string; path: string; name: string }) {
  const act = useAct();
  const { language } = useLanguage();
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={act.busy}
        onClick={() => void act.run(() => download(path, name, language))}
      >
        {text}
      </button>
      {act.problem ? <Problem of={act.problem} /> : null}
    </>
  );
}
