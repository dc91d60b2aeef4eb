import { start } from "../shared/start";
import { Kitchen } from "./views/Kitchen";

start("kitchen", <Kitchen />, { theme: "dark", remember: true });
