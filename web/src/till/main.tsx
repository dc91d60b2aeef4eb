import { useTranslations } from "use-intl";
import { useSession } from "../shared/session";
import { start } from "../shared/start";
import { SignIn } from "../shared/ui/SignIn";

function Till() {
  const t = useTranslations("till");
  const person = useSession((state) => state.person);
  if (!person) return <SignIn prefer="pin" title={t("title")} />;
  return <main>{t("title")}</main>;
}

start("till", <Till />);
