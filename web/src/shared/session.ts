import { create } from "zustand";
import { api, setCredentials } from "./api/client";

/** A person signed in, as POST /auth/login answers. */
export interface Person {
  id: string;
  username: string;
  firstName: string;
  lastName: string;
  role: string;
  permissions: string[];
}

interface LoginAnswer {
  user: Person;
  token: string;
}

interface SessionState {
  person: Person | null;
  token: string | null;
  /** Why nobody is signed in, where that was not wished. */
  ended: "refused" | null;
  signInByPassword: (username: string, password: string) => Promise<void>;
  signInByPin: (pin: string) => Promise<void>;
  /** Locks this screen; the session on the server ends. */
  signOut: () => Promise<void>;
  may: (permission: string) => boolean;
}

interface Stored {
  person: Person;
  token: string;
}

/** Each page has a session of its own, so that locking the office does not lock the till, nor open it for somebody else. */
let storageKey = "cafepos.session";
let isRemembered = false;

function stored(): Stored | null {
  try {
    const text = localStorage.getItem(storageKey);
    return text ? (JSON.parse(text) as Stored) : null;
  } catch {
    return null; // private mode: one signs in anew
  }
}

function store(session: Stored | null): void {
  try {
    if (session) localStorage.setItem(storageKey, JSON.stringify(session));
    else localStorage.removeItem(storageKey);
  } catch {
    // As above.
  }
}

const nobody = { person: null, token: null, ended: null };

/** Takes up the page's session, if somebody is signed in, and follows what its other windows do: who locks one locks all.
 * `remember` keeps a session that began by password for weeks, however long the page rests. */
export function openSession(page: string, remember: boolean): void {
  storageKey = `cafepos.session.${page}`;
  isRemembered = remember;
  const adopt = () => useSession.setState({ ...nobody, ...stored() });
  adopt();
  window.addEventListener("storage", (event) => {
    if (event.key === storageKey || event.key === null) adopt();
  });
}

export const useSession = create<SessionState>()((set, get) => {
  const enter = (answer: LoginAnswer) => {
    store({ person: answer.user, token: answer.token });
    set({ person: answer.user, token: answer.token, ended: null });
  };
  return {
    ...nobody,
    signInByPassword: async (username, password) => {
      enter(await api.post<LoginAnswer>("/auth/login", { username, password, rememberMe: isRemembered }));
    },
    signInByPin: async (pin) => {
      enter(await api.post<LoginAnswer>("/auth/login", { pinCode: pin }));
    },
    signOut: async () => {
      const leaving = get().token;
      if (!leaving) return;
      const gone = api.post("/auth/logout").catch(() => undefined); // with the token, before it is forgotten
      store(null);
      set(nobody);
      await gone;
    },
    may: (permission) => get().person?.permissions.includes(permission) ?? false,
  };
});

setCredentials({
  token: () => useSession.getState().token,
  onRefused: (token) => {
    if (useSession.getState().token !== token) return; // another one signed in meanwhile
    if (stored()?.token === token) store(null);
    useSession.setState({ person: null, token: null, ended: "refused" });
  },
});
