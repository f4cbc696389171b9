/** Perijove's sign: a planet, an orbit, and a moon at its nearest point. */
export const BrandMark = ({ size = 30 }: { readonly size?: number }) => (
  <svg
    className="pj-brand-mark"
    width={size}
    height={size}
    viewBox="0 0 32 32"
    aria-hidden="true"
    focusable="false"
  >
    <g transform="rotate(-24 16 16)">
      <ellipse cx="16" cy="16" rx="13.5" ry="11.5" className="pj-mark-orbit" />
      <circle cx="20" cy="16" r="6" className="pj-mark-planet" />
      <circle cx="29.5" cy="16" r="2.5" className="pj-mark-moon" />
    </g>
  </svg>
);
