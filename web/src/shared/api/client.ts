/** The one way to the server. Answers are the envelope's `data`; what is refused is an ApiError, silence is a NoAnswer. */

export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

/** The server answered, and refused. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: readonly FieldProblem[],
    readonly data: unknown,
    /** Seconds after which it may be tried again; null where the server says nothing of that. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/** No answer came: the server may or may not have done it. */
export class NoAnswer extends Error {
  constructor() {
    super("no answer");
    this.name = "NoAnswer";
  }
}

/** Whether it was no answer of our server's: nothing came, or a proxy says that nothing does. */
export const isSilence = (error: unknown): boolean =>
  error instanceof NoAnswer || (error instanceof ApiError && error.code === "UNKNOWN" && error.status >= 500);

/** Whether it may be done or still be done all the same: trying again needs the same key. */
export const isUnsettled = (error: unknown): boolean =>
  isSilence(error) ||
  (error instanceof ApiError && (error.code === "OUTCOME_UNKNOWN" || error.code === "REQUEST_IN_PROGRESS"));

export interface Envelope<Data> {
  success: boolean;
  data: Data;
  errors: string[];
  errorCode?: string;
  details?: FieldProblem[];
}

export interface CallOptions {
  /** `Idempotency-Key`: the same for every try of the same act. */
  key?: string;
  /** `X-Approval`: a token of POST /auth/approvals. */
  approval?: string;
  /** `X-Till`. */
  till?: string;
  /** `If-Match`: the version that the change is meant for. */
  version?: number;
  signal?: AbortSignal;
  /** A 401 of this call is no end of the session: it judges another secret than the session's. */
  keepsSession?: boolean;
  timeoutMs?: number;
}

/** Who calls; set by the session. */
export interface Credentials {
  token: () => string | null;
  /** The server says that this token is no session any more. */
  onRefused: (token: string) => void;
}

let credentials: Credentials = { token: () => null, onRefused: () => undefined };
export function setCredentials(of: Credentials): void {
  credentials = of;
}

/** Tells the session that the server refused this token, where the answer was not this client's. */
export const refused = (token: string): void => credentials.onRefused(token);

const heard = new Set<(answered: boolean, serverTime: number | null) => void>();
/** Tells of each call whether it was answered at all, with the time the server says. Returns how to stop. */
export function onAnswer(listener: (answered: boolean, serverTime: number | null) => void): () => void {
  heard.add(listener);
  return () => heard.delete(listener);
}

const timeoutDefaultMs = 15_000;

function headersOf(token: string | null, body: unknown, options: CallOptions): Headers {
  const headers = new Headers({ Accept: "application/json" });
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (body !== undefined && !(body instanceof FormData)) headers.set("Content-Type", "application/json");
  if (options.key) headers.set("Idempotency-Key", options.key);
  if (options.approval) headers.set("X-Approval", options.approval);
  if (options.till) headers.set("X-Till", options.till);
  if (options.version !== undefined) headers.set("If-Match", `"${options.version}"`);
  return headers;
}

/** The bare answer, for files and texts. Throws NoAnswer; statuses are the caller's to look at. */
export async function fetchAnswer(
  method: string,
  path: string,
  body?: unknown,
  options: CallOptions = {},
): Promise<Response> {
  const token = credentials.token();
  const signals = [AbortSignal.timeout(options.timeoutMs ?? timeoutDefaultMs)];
  if (options.signal) signals.push(options.signal);
  let payload: BodyInit | null = null;
  if (body instanceof FormData) payload = body;
  else if (body !== undefined) payload = JSON.stringify(body);
  try {
    const answer = await fetch(path, {
      method,
      headers: headersOf(token, body, options),
      body: payload,
      signal: AbortSignal.any(signals),
      cache: "no-cache",
    });
    const date = answer.headers.get("date");
    for (const listener of heard) listener(true, date ? Date.parse(date) : null);
    if (answer.status === 401 && token && !options.keepsSession) credentials.onRefused(token);
    return answer;
  } catch {
    if (!options.signal?.aborted) for (const listener of heard) listener(false, null);
    throw new NoAnswer();
  }
}

/** One after the other, told apart. */
export const sentences = (errors: readonly string[]) =>
  errors.length > 1 ? errors.map((text) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(" ") : (errors[0] ?? "");

async function problemOf(answer: Response): Promise<ApiError> {
  let envelope: Partial<Envelope<unknown>> = {};
  try {
    envelope = (await answer.json()) as Partial<Envelope<unknown>>;
  } catch {
    // Not ours: a proxy's page. The status says enough.
  }
  const text = sentences(envelope.errors ?? []) || `${answer.status} ${answer.statusText}`;
  const wait = Number(answer.headers.get("Retry-After") ?? 0);
  const { errorCode = "UNKNOWN", details = [], data } = envelope;
  return new ApiError(answer.status, errorCode, text, details, data, wait > 0 ? wait : null);
}

export async function call<Data>(
  method: string,
  path: string,
  body?: unknown,
  options: CallOptions = {},
): Promise<Data> {
  const answer = await fetchAnswer(method, path, body, options);
  if (!answer.ok) throw await problemOf(answer);
  if (answer.status === 204) return undefined as Data;
  let envelope: Envelope<Data>;
  try {
    envelope = (await answer.json()) as Envelope<Data>;
  } catch {
    throw new NoAnswer(); // cut off within the answer
  }
  return envelope.data;
}

export const api = {
  get: <Data>(path: string, options?: CallOptions) => call<Data>("GET", path, undefined, options),
  post: <Data>(path: string, body: unknown = {}, options?: CallOptions) => call<Data>("POST", path, body, options),
  put: <Data>(path: string, body: unknown, options?: CallOptions) => call<Data>("PUT", path, body, options),
  patch: <Data>(path: string, body: unknown, options?: CallOptions) => call<Data>("PATCH", path, body, options),
  remove: <Data>(path: string, options?: CallOptions) => call<Data>("DELETE", path, undefined, options),
};

/** `?a=1&b=x` of what is set; "" if nothing is. */
export function query(parameters: Record<string, string | number | boolean | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}
