import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { type Person, type PinKeeper, PinProblem } from "../../shared/session";

// Who may open this till while its server does not answer: people whom the server let in here by PIN within a day. What is kept is no
// PIN, but what proves one, and only with a key that no script can read (docs/adr/0038-pin-without-the-server.md).

/** Rounds of PBKDF2 with SHA-256: as many as OWASP asks for. */
const rounds = 600_000;
export const keptMs = 24 * 3_600_000;
/** Wrong PINs, all people together, until the server has let somebody in again. */
export const wrongMost = 5;
/** Clocks are corrected by so much; one that goes back further was set back. */
const clockSlackMs = 5 * 60_000;
/** What may be done without the server: it sells, and nothing else. */
const aloneRights = ["sales.process", "sales.apply_discount", "sales.exceed_discount_limit"];

/** This device's own, for all people. */
interface Lock {
  salt: Uint8Array<ArrayBuffer>;
  key: CryptoKey;
  wrong: number;
  /** The latest moment that this device's clock has shown. */
  newest: number;
}

interface Verifier {
  person: Person;
  salt: Uint8Array<ArrayBuffer>;
  proof: ArrayBuffer;
  at: number;
}

interface Schema extends DBSchema {
  lock: { key: "till"; value: Lock };
  people: { key: string; value: Verifier };
}

const stores = ["lock", "people"] as const;
const database = (): Promise<IDBPDatabase<Schema>> =>
  openDB<Schema>("cafepos-pins", 1, {
    upgrade(db) {
      for (const store of stores) db.createObjectStore(store);
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });

/** Does something with what is kept, and leaves the database closed: it is used a few times a day. */
async function within<Result>(act: (db: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result> {
  const db = await database();
  try {
    return await act(db);
  } finally {
    db.close();
  }
}

/** Browsers compute with keys in secure contexts only: on localhost and over TLS. */
const canJudge = () => crypto.subtle !== undefined;

const bytesOf = (text: string) => new TextEncoder().encode(text);
const randomBytes = () => crypto.getRandomValues(new Uint8Array(16));

/** Slow on purpose: once for each try, whoever it is. */
async function stretched(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const secret = await crypto.subtle.importKey("raw", bytesOf(pin), "PBKDF2", false, ["deriveBits"]);
  return crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, secret, 256);
}

const toProve = ({ person, salt }: Pick<Verifier, "person" | "salt">, stretchedPin: ArrayBuffer) =>
  new Blob([salt, stretchedPin, bytesOf(person.id)]).arrayBuffer();

/** The device's salt and key, made at the first use. */
async function lockOf(db: IDBPDatabase<Schema>, now: number): Promise<Lock> {
  const known = await db.get("lock", "till");
  if (known) return known;
  const key = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
  const made = { salt: randomBytes(), key, wrong: 0, newest: now };
  const tx = db.transaction("lock", "readwrite");
  const other = await tx.store.get("till"); // another window's, meanwhile
  if (!other) await tx.store.put(made, "till");
  await tx.done;
  return other ?? made;
}

/** Forgets what is older than a day, and everything where the clock was set back. */
async function tidy(db: IDBPDatabase<Schema>, now: number): Promise<void> {
  const tx = db.transaction(stores, "readwrite");
  const lock = await tx.objectStore("lock").get("till");
  if (lock) {
    const isSetBack = now < lock.newest - clockSlackMs;
    const people = tx.objectStore("people");
    for (const { person, at } of await people.getAll())
      if (isSetBack || now - at >= keptMs) await people.delete(person.id);
    await tx.objectStore("lock").put({ ...lock, newest: Math.max(lock.newest, now) }, "till");
  }
  await tx.done;
}

/** Takes a try before it is judged: who ends the page meanwhile does not get it back. */
async function spendTry(db: IDBPDatabase<Schema>): Promise<Lock> {
  const tx = db.transaction(stores, "readwrite", { durability: "strict" });
  const lock = await tx.objectStore("lock").get("till");
  const count = await tx.objectStore("people").count();
  const mayTry = lock && count > 0 && lock.wrong < wrongMost;
  const spent = lock && { ...lock, wrong: lock.wrong + 1 };
  if (mayTry && spent) await tx.objectStore("lock").put(spent, "till");
  await tx.done;
  if (!lock || !spent || count === 0) throw new PinProblem("nobody");
  if (!mayTry) throw new PinProblem("closed");
  return spent;
}

async function setWrong(db: IDBPDatabase<Schema>, of: (wrong: number) => number): Promise<void> {
  const tx = db.transaction("lock", "readwrite");
  const lock = await tx.store.get("till");
  if (lock) await tx.store.put({ ...lock, wrong: Math.max(0, of(lock.wrong)) }, "till");
  await tx.done;
}

async function holderOf(db: IDBPDatabase<Schema>, lock: Lock, pin: string): Promise<Person | null> {
  const stretchedPin = await stretched(pin, lock.salt);
  for (const verifier of await db.getAll("people")) {
    const isRight = crypto.subtle.verify("HMAC", lock.key, verifier.proof, await toProve(verifier, stretchedPin));
    if (await isRight) return verifier.person;
  }
  return null;
}

async function keep(db: IDBPDatabase<Schema>, who: Person, pin: string, now: number): Promise<void> {
  const lock = await lockOf(db, now);
  const person = { ...who, permissions: who.permissions.filter((one) => aloneRights.includes(one)) };
  const salt = randomBytes();
  const proof = await crypto.subtle.sign(
    "HMAC",
    lock.key,
    await toProve({ person, salt }, await stretched(pin, lock.salt)),
  );
  await db.put("people", { person, salt, proof, at: now }, person.id);
}

/** A device that keeps nothing knows nobody. */
const orNobody = (error: unknown): never => {
  throw error instanceof PinProblem ? error : new PinProblem("nobody");
};

/** PINs of this till while the server is away. */
export const pins: PinKeeper & {
  /** Forgets everybody, as another till would. */
  forgetAll: () => Promise<void>;
  /** Forgets whose day is over. */
  tidy: () => Promise<void>;
} = {
  knowsAnybody: async () =>
    canJudge() &&
    within(async (db) => {
      await tidy(db, Date.now());
      const lock = await db.get("lock", "till");
      return lock !== undefined && lock.wrong < wrongMost && (await db.count("people")) > 0;
    }).catch(() => false),
  confirmed: async (person, pin) => {
    if (!canJudge()) return;
    await within(async (db) => {
      await setWrong(db, () => 0);
      if (pin !== null) await keep(db, person, pin, Date.now());
    });
  },
  refused: async (pin) => {
    if (!canJudge()) return;
    await within(async (db) => {
      const lock = await db.get("lock", "till");
      const person = lock && (await holderOf(db, lock, pin));
      if (person) await db.delete("people", person.id);
    });
  },
  gone: (personId) => within((db) => db.delete("people", personId)),
  find: async (pin) => {
    if (!canJudge()) throw new PinProblem("insecure");
    return within(async (db) => {
      await tidy(db, Date.now());
      const lock = await spendTry(db);
      const person = await holderOf(db, lock, pin);
      if (!person) throw new PinProblem(lock.wrong < wrongMost ? "wrong" : "closed");
      await setWrong(db, (wrong) => wrong - 2); // its own try, and one of before: people mistype
      return person;
    }).catch(orNobody);
  },
  forgetAll: () =>
    within(async (db) => {
      const tx = db.transaction(stores, "readwrite");
      await Promise.all([tx.objectStore("people").clear(), tx.objectStore("lock").clear(), tx.done]);
    }),
  tidy: () => within((db) => tidy(db, Date.now())),
};
