import { start } from "../shared/start";
import { Trust } from "./Trust";

start("trust", <Trust />);
