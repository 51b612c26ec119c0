/** The mark: an oriented box with its bow tick. */
export function Logo({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <rect x="1" y="1" width="18" height="18" rx="4.5" stroke="var(--t1)" strokeWidth="1.5" />
      <path
        d="M4.4 11.3 12.6 5.6l2.7 3-8.2 5.7Z"
        stroke="var(--accent)"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
      <path d="m15.3 5.2.9 2.4-2.5-.6Z" fill="var(--accent)" />
    </svg>
  );
}
