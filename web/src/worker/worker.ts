import { isHashed, isTakeOver, keyOf, type Pack } from "./pack";

// The service worker: keeps the pages of the till and the kitchen on the device, so that they start while the server is away. It
// takes over only when a page says so (shared/updates), never under an open sale, and never answers for the API.

interface LastingEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void;
}
interface RequestEvent extends LastingEvent {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
}
/** What of its surroundings the worker uses; TypeScript has either the names of pages or those of workers. */
interface Surroundings {
  addEventListener(kind: "install" | "activate", listener: (event: LastingEvent) => void): void;
  addEventListener(kind: "fetch", listener: (event: RequestEvent) => void): void;
  addEventListener(kind: "message", listener: (event: MessageEvent<unknown>) => void): void;
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
}
const worker = globalThis as unknown as Surroundings;

/** Written in by the build (scripts/precache.ts). */
const pack = JSON.parse("__PACK__") as Pack;
const prefix = "cafepos-app-";
const cacheName = prefix + pack.version;

async function keep(cache: Cache, path: string): Promise<void> {
  const older = isHashed(path) ? await caches.match(path) : undefined;
  const answer = older ?? (await fetch(path, { cache: "no-cache" }));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer);
}

/** All or nothing: a page without one of its files is worse than none. */
async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all([...pack.pages, ...pack.files].map((path) => keep(cache, path)));
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

async function answer(request: Request, key: string): Promise<Response> {
  return (await caches.match(key, { cacheName })) ?? fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const key = keyOf(event.request, pack, location.origin);
  if (key) event.respondWith(answer(event.request, key));
});
worker.addEventListener("message", (event) => {
  if (isTakeOver(event.data)) void worker.skipWaiting();
});
