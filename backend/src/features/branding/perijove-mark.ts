/**
 * Perijove's own mark, shown where no logo is configured: a planet, the orbit of its visitor,
 * and the visitor at the point nearest to the planet. Drawn for light and dark grounds alike.
 */
export const perijoveMark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="Perijove">
<defs>
<linearGradient id="g" x1="0" y1="0" x2="0" y2="1">
<stop offset="0" stop-color="#f7b267"/><stop offset="1" stop-color="#d9622b"/>
</linearGradient>
<clipPath id="c"><circle cx="26" cy="35" r="14"/></clipPath>
</defs>
<g transform="rotate(-24 32 32)">
<circle cx="26" cy="35" r="14" fill="url(#g)"/>
<g clip-path="url(#c)" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="2.4">
<path d="M10 29.5q8-2.4 16 0t16 0"/><path d="M10 36q8 2.2 16 0t16 0"/><path d="M10 42.5q8-2 16 0t16 0"/>
</g>
<ellipse cx="33" cy="35" rx="27" ry="19" fill="none" stroke="#6f7f97" stroke-width="2.6"/>
<circle cx="6" cy="35" r="4.6" fill="#2f80ed" stroke="#fff" stroke-width="1.6"/>
</g>
</svg>
`;
