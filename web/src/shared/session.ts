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

const storageKey = "cafepos.session";

function stored(): { person: Person; token: string } | null {
  try {
    const text = localStorage.getItem(storageKey);
    return text ? (JSON.parse(text) as { person: Person; token: string }) : null;
  } catch {
    return null; // private mode: one signs in anew
  }
}

function store(session: { person: Person; token: string } | null): void {
  try {
    if (session) localStorage.setItem(storageKey, JSON.stringify(session));
    else localStorage.removeItem(storageKey);
  } catch {
    // As above.
  }
}

export const useSession = create<SessionState>()((set, get) => {
  const enter = (answer: LoginAnswer) => {
    store({ person: answer.user, token: answer.token });
    set({ person: answer.user, token: answer.token, ended: null });
  };
  const before = stored();
  return {
    person: before?.person ?? null,
    token: before?.token ?? null,
    ended: null,
    signInByPassword: async (username, password) => {
      enter(await api.post<LoginAnswer>("/auth/login", { username, password, rememberMe: true }));
    },
    signInByPin: async (pin) => {
      enter(await api.post<LoginAnswer>("/auth/login", { pinCode: pin }));
    },
    signOut: async () => {
      const leaving = get().token;
      if (!leaving) return;
      const gone = api.post("/auth/logout").catch(() => undefined); // with the token, before it is forgotten
      store(null);
      set({ person: null, token: null, ended: null });
      await gone;
    },
    may: (permission) => get().person?.permissions.includes(permission) ?? false,
  };
});

setCredentials({
  token: () => useSession.getState().token,
  onRefused: (token) => {
    if (useSession.getState().token !== token) return; // another one signed in meanwhile
    store(null);
    useSession.setState({ person: null, token: null, ended: "refused" });
  },
});
