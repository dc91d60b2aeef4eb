import { useTranslations } from "use-intl";
import { start } from "../shared/start";
import styles from "./Home.module.css";

function Home() {
  const t = useTranslations("home");
  return (
    <main className={styles.page}>
      <h1>CafePOS</h1>
      <ul className={styles.list}>
        {(["till", "kitchen", "office"] as const).map((name) => (
          <li key={name}>
            <a className={styles.link} href={`/app/${name}`}>
              <strong>{t(`${name}.title`)}</strong>
              <span className="hint">{t(`${name}.text`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}

start("home", <Home />);
