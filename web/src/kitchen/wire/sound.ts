import { create } from "zustand";

/** "blocked": wished, but browsers make no sound before somebody has touched the page. */
export const useSound = create<{ state: "none" | "blocked" | "on" }>()(() => ({ state: "none" }));

let audio: AudioContext | null = null;

function show(wished: boolean): void {
  useSound.setState({ state: !wished ? "none" : audio?.state === "running" ? "on" : "blocked" });
}

/** Two short tones, made here: no file to load, and heard through the noise of a grinder. */
export function beep(): void {
  if (audio?.state !== "running") return;
  for (const [start, frequency] of [
    [0, 880],
    [0.18, 1174],
  ] as const) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const at = audio.currentTime + start;
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.5, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.16);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.17);
  }
}

/** Within a tap: from now on tones may be heard. Tells whether that worked. */
export async function allowSound(): Promise<boolean> {
  try {
    audio ??= new AudioContext();
    await audio.resume();
  } catch {
    return false; // a device without sound
  }
  show(true);
  return audio.state === "running";
}

/** Keeps what is shown right; the first touch of the page allows what was wished before. Returns how to stop. */
export function startSound(wished: boolean): () => void {
  show(wished);
  if (!wished) return () => undefined;
  const onTouch = () => {
    if (audio?.state !== "running") void allowSound();
  };
  window.addEventListener("pointerdown", onTouch);
  window.addEventListener("keydown", onTouch);
  return () => {
    window.removeEventListener("pointerdown", onTouch);
    window.removeEventListener("keydown", onTouch);
  };
}
