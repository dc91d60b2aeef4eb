import { ApiError, fetchAnswer } from "../../shared/api/client";
import { forSpreadsheet } from "./spreadsheet";

async function answerOf(path: string): Promise<Response> {
  const answer = await fetchAnswer("GET", path, undefined, { timeoutMs: 60_000 });
  if (answer.ok) return answer;
  const envelope = (await answer.json().catch(() => ({}))) as {
    errors?: string[];
    errorCode?: string;
    details?: { field: string; code: string; message: string }[];
  };
  const text = envelope.errors?.join(" ") || `${answer.status} ${answer.statusText}`;
  throw new ApiError(answer.status, envelope.errorCode ?? "UNKNOWN", text, envelope.details ?? [], null);
}

/** A text of the server, such as a receipt as HTML. */
export async function loadText(path: string): Promise<string> {
  return (await answerOf(path)).text();
}

/** Fetches a file with the session's token and hands it to the browser's downloads; CSV as spreadsheets of that language open it. */
export async function download(path: string, name: string, language: string): Promise<void> {
  const file = await (await answerOf(path)).blob();
  const address = URL.createObjectURL(name.endsWith(".csv") ? await forSpreadsheet(file, language) : file);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
