import type { ReactNode } from "react";

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="1em"
      height="1em"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** Pictures beside words; none stands alone for a meaning. */
export const icons = {
  fine: (
    <Icon>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5l3 2" />
    </Icon>
  ),
  hurry: (
    <Icon>
      <path d="M12 3 2.5 20h19Z" />
      <path d="M12 10v4M12 17v.01" />
    </Icon>
  ),
  late: (
    <Icon>
      <path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8Z" />
      <path d="M12 7v6M12 16.5v.01" />
    </Icon>
  ),
  check: (
    <Icon>
      <path d="m4 12.5 5.5 5.5L20 6.5" />
    </Icon>
  ),
  here: (
    <Icon>
      <path d="M4 9h12v5a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5ZM16 10h2a2.5 2.5 0 0 1 0 5h-2M8 3v2M12 3v2" />
    </Icon>
  ),
  takeaway: (
    <Icon>
      <path d="M5 8h14l-1.2 13H6.2ZM8.5 8V6a3.5 3.5 0 0 1 7 0v2" />
    </Icon>
  ),
  delivery: (
    <Icon>
      <path d="M3 6h11v10H3ZM14 10h4l3 3v3h-7" />
      <circle cx="7.5" cy="18" r="2" />
      <circle cx="17" cy="18" r="2" />
    </Icon>
  ),
  sound: (
    <Icon>
      <path d="M4 9v6h4l5 4V5L8 9ZM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11" />
    </Icon>
  ),
  mute: (
    <Icon>
      <path d="M4 9v6h4l5 4V5L8 9ZM17 9.5l5 5M22 9.5l-5 5" />
    </Icon>
  ),
  settings: (
    <Icon>
      <path d="M4 7h10M18 7h2M4 17h2M10 17h10" />
      <circle cx="16" cy="7" r="2" />
      <circle cx="8" cy="17" r="2" />
    </Icon>
  ),
  recall: (
    <Icon>
      <path d="M4 5v5h5M4.6 10A8 8 0 1 1 4 14" />
    </Icon>
  ),
  totals: (
    <Icon>
      <path d="M5 6h14M5 12h14M5 18h9" />
    </Icon>
  ),
};
