import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";
import "./api.css";
import { chosenTheme } from "../shared/ui/theme";

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

/** The viewer knows light and dark, by a class of its own. */
function followTheme(): void {
  const theme = chosenTheme();
  const isDark = theme === "system" ? systemIsDark.matches : theme !== "light";
  document.documentElement.classList.toggle("dark-mode", isDark);
}

followTheme();
systemIsDark.addEventListener("change", followTheme);

SwaggerUI({
  url: "/openapi.json",
  domNode: document.getElementById("root"),
  deepLinking: true, // an operation's address can be sent to a colleague
  docExpansion: "none", // a table of contents first: there are hundreds
  filter: true,
  validatorUrl: null, // the viewer would ask a service of its makers
});
