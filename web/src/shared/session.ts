import { create } from "zustand";
import { ApiError, api, isSilence, setCredentials } from "./api/client";

/** A person signed in, as POST /auth/login answers. */
export interface Person {
  id: string;
  username: string;
  firstName: string;
  lastName: string;
  role: string;
  permissions: string[];
  /** Somebody else chose the password: nothing is open until its owner has set another. */
  isPasswordTemporary?: boolean;
}

interface LoginAnswer {
  user: Person;
  token: string;
}

/** Why a PIN opens nothing while the server is away. */
export class PinProblem extends Error {
  constructor(readonly reason: "insecure" | "nobody" | "wrong" | "closed") {
    super(reason);
  }
}

/** What a page knows of PINs for when the server does not answer. */
export interface PinKeeper {
  /** Whether somebody could come in without the server. */
  knowsAnybody: () => Promise<boolean>;
  /** The server has let this person in: by this PIN, or by a password (null). */
  confirmed: (person: Person, pin: string | null) => Promise<void>;
  /** The server knows nobody by this PIN. */
  refused: (pin: string) => Promise<void>;
  /** The server has ended this person's session. */
  gone: (personId: string) => Promise<void>;
  /** Whose PIN it is; throws a PinProblem. */
  find: (pin: string) => Promise<Person>;
}

interface Newcomer {
  answer: LoginAnswer;
  password: string;
}

interface SessionState {
  person: Person | null;
  /** null also while somebody works without the server. */
  token: string | null;
  /** Signed in without the server. */
  isAlone: boolean;
  /** Why nobody is signed in, where that was not wished: the server ended it, or it is back and has not seen the PIN. */
  ended: "refused" | "back" | null;
  /** Who has shown a temporary password, and sets one of his own before he is in. */
  newcomer: Newcomer | null;
  signInByPassword: (username: string, password: string) => Promise<void>;
  /** Of the newcomer, who is in then. */
  setOwnPassword: (password: string) => Promise<void>;
  signInByPin: (pin: string) => Promise<void>;
  /** Locks this screen; the session on the server ends. */
  signOut: () => Promise<void>;
  /** The server is back: who worked without it shows it the PIN. */
  askAgain: () => void;
  may: (permission: string) => boolean;
}

interface Stored {
  person: Person;
  token: string;
}

/** Each page has a session of its own, so that locking the office does not lock the till, nor open it for somebody else. */
let storageKey = "cafepos.session";
let isRemembered = false;
let keeper: PinKeeper | null = null;
/** So long a PIN waits for the server where it can be judged without. */
const patienceMs = 5_000;

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

const nobody = { person: null, token: null, isAlone: false, ended: null, newcomer: null };

/** Takes up the page's session, if somebody is signed in, and follows what its other windows do: who locks one locks all.
 * `remember` keeps a session that began by password for weeks, however long the page rests; `pins` opens the page without the server. */
export function openSession(page: string, remember: boolean, pins: PinKeeper | null = null): void {
  keeper = pins;
  storageKey = `cafepos.session.${page}`;
  isRemembered = remember;
  const adopt = () => useSession.setState({ ...nobody, ...stored() });
  adopt();
  window.addEventListener("storage", (event) => {
    if (event.key === storageKey || event.key === null) adopt();
  });
}

/** What is kept of PINs is a help: without it one waits for the server. */
const ignore = () => undefined;

const tokenOf = ({ token, newcomer }: SessionState) => token ?? newcomer?.answer.token ?? null;

export const useSession = create<SessionState>()((set, get) => {
  const enter = (answer: LoginAnswer, pin: string | null) => {
    store({ person: answer.user, token: answer.token });
    set({ ...nobody, person: answer.user, token: answer.token });
    keeper?.confirmed(answer.user, pin).catch(ignore);
  };
  const enterAlone = async (pin: string, error: unknown) => {
    if (error instanceof ApiError && error.status === 401) keeper?.refused(pin).catch(ignore);
    if (!keeper || !isSilence(error)) throw error;
    set({ ...nobody, person: await keeper.find(pin), isAlone: true });
  };
  return {
    ...nobody,
    signInByPassword: async (username, password) => {
      const answer = await api.post<LoginAnswer>("/auth/login", { username, password, rememberMe: isRemembered });
      if (answer.user.isPasswordTemporary) set({ ...nobody, newcomer: { answer, password } });
      else enter(answer, null);
    },
    setOwnPassword: async (password) => {
      const { newcomer } = get();
      if (!newcomer) return;
      await api.put("/auth/me/credentials", { currentPassword: newcomer.password, password });
      enter({ ...newcomer.answer, user: { ...newcomer.answer.user, isPasswordTemporary: false } }, null);
    },
    signInByPin: async (pin) => {
      const options = (await keeper?.knowsAnybody()) ? { timeoutMs: patienceMs } : {};
      const answer = api.post<LoginAnswer>("/auth/login", { pinCode: pin }, options);
      await answer.then(
        (told) => enter(told, pin),
        (error: unknown) => enterAlone(pin, error),
      );
    },
    signOut: async () => {
      if (!get().person && !get().newcomer) return;
      const gone = tokenOf(get()) ? api.post("/auth/logout").catch(ignore) : null; // with the token, before it is forgotten
      store(null);
      set(nobody);
      await gone;
    },
    askAgain: () => set({ ...nobody, ended: "back" }),
    may: (permission) => get().person?.permissions.includes(permission) ?? false,
  };
});

setCredentials({
  token: () => tokenOf(useSession.getState()),
  onRefused: (token) => {
    if (tokenOf(useSession.getState()) !== token) return; // another one signed in meanwhile
    if (stored()?.token === token) store(null);
    const { person } = useSession.getState();
    if (person) keeper?.gone(person.id).catch(ignore);
    useSession.setState({ ...nobody, ended: "refused" });
  },
});
