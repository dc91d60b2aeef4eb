import { useEffect, useState } from "react";
import { api } from "./api/client";

/** GET /tls: whether the server speaks https, and what a device has to trust for it. */
export interface Tls {
  on: boolean;
  port: number;
  hosts: string[];
  endsAt: string | null;
  root: { fingerprint: string; endsAt: string } | null;
}

/** Null until the server has answered, and where it does not. */
export function useTls(): Tls | null {
  const [tls, setTls] = useState<Tls | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    api.get<Tls>("/tls", { signal: leaving.signal }).then(setTls, () => undefined);
    return () => leaving.abort();
  }, []);
  return tls;
}
