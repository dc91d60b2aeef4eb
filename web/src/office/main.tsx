import { useTranslations } from "use-intl";
import { useSession } from "../shared/session";
import { start } from "../shared/start";
import { SignIn } from "../shared/ui/SignIn";
import { Frame } from "./frame/Frame";

function Office() {
  const t = useTranslations("office");
  const person = useSession((state) => state.person);
  if (!person) return <SignIn prefer="password" title={t("title")} />;
  return <Frame key={person.id} person={person} />;
}

start("office", <Office />);
