import { start } from "../shared/start";
import { followUpdates } from "../shared/updates/updates";
import { Kitchen } from "./views/Kitchen";

start("kitchen", <Kitchen />, { theme: "dark", remember: true });
// The board is the server's: a fresh page shows it again.
if (import.meta.env.PROD) void followUpdates(() => false);
