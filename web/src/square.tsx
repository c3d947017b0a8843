// A QR code as the server drew it.

export const Square = ({ svg, ...its }: { svg: string; alt: string; class?: string }) => <img src={`data:image/svg+xml,${encodeURIComponent(svg)}`} {...its} />;
