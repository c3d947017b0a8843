// Stands in for d3-interpolate and d3-format, which d3-scale brings along for
// colours, dates and labels of ticks: 8 KB after brotli that no chart here uses.
// Positions are numbers, and labels are written by Intl.

export const interpolateNumber = (a: number, b: number) => (t: number) => a * (1 - t) + b * t;
export const interpolate = interpolateNumber;
export const interpolateRound = (a: number, b: number) => (t: number) => Math.round(a * (1 - t) + b * t);

const unused = (): never => {
  throw new Error("no chart of the page asks for this");
};
export { unused as piecewise, unused as format, unused as formatPrefix, unused as formatSpecifier, unused as precisionFixed, unused as precisionPrefix, unused as precisionRound };
