import { createHash } from 'node:crypto';

const SIZE = 29;
const FINDER = 7;

/** A picture like those that phones scan, drawn from a text and always the same for it. It holds nothing to read. */
export function codePicture(text: string, label: string): string {
  const bits = bitsFrom(text, SIZE * SIZE);
  const cells: string[] = [];
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      if (isDark(x, y, bits[y * SIZE + x] ?? false)) cells.push(`M${x} ${y}h1v1h-1z`);
    }
  }
  return `<svg class="picture" role="img" aria-label="${label}" viewBox="0 0 ${SIZE} ${SIZE}" shape-rendering="crispEdges"><path d="${cells.join('')}" fill="#111"/></svg>`;
}

function bitsFrom(text: string, count: number): boolean[] {
  const bits: boolean[] = [];
  for (let block = 0; bits.length < count; block += 1) {
    for (const byte of createHash('sha256').update(`${block}:${text}`).digest()) {
      for (let bit = 0; bit < 8; bit += 1) bits.push(((byte >> bit) & 1) === 1);
    }
  }
  return bits;
}

/** Three corners have the squares by which such pictures are found, with a light seam around them. */
function isDark(x: number, y: number, bit: boolean): boolean {
  const far = SIZE - FINDER;
  for (const [left, top] of [
    [0, 0],
    [far, 0],
    [0, far],
  ] as const) {
    const [u, v] = [x - left, y - top];
    if (u < -1 || v < -1 || u > FINDER || v > FINDER) continue;
    const ring = Math.max(Math.abs(u - 3), Math.abs(v - 3));
    return ring === 3 || ring <= 1;
  }
  if (x === 6 || y === 6) return (x + y) % 2 === 0;
  return bit;
}

/** Widths of the five bars, or five gaps, of a digit: n is one unit, w is three. */
const WIDTHS = ['nnwwn', 'wnnnw', 'nwnnw', 'wwnnn', 'nnwnw', 'wnwnn', 'nwwnn', 'nnnww', 'wnnwn', 'nwnwn'];

/** Bars of an even number of digits, "interleaved 2 of 5": the first of two digits is in the bars, the other in the gaps. */
export function barsPicture(digits: string, label: string): string {
  const widths = [1, 1, 1, 1];
  for (let at = 0; at < digits.length; at += 2) {
    const [bars = '', gaps = ''] = [WIDTHS[Number(digits.charAt(at))], WIDTHS[Number(digits.charAt(at + 1))]];
    for (let place = 0; place < 5; place += 1) widths.push(unitsOf(bars, place), unitsOf(gaps, place));
  }
  widths.push(3, 1, 1);
  let x = 0;
  const bars: string[] = [];
  for (const [at, width] of widths.entries()) {
    if (at % 2 === 0) bars.push(`M${x} 0h${width}v40h-${width}z`);
    x += width;
  }
  return `<svg class="bars" role="img" aria-label="${label}" viewBox="0 0 ${x} 40" preserveAspectRatio="none" shape-rendering="crispEdges"><path d="${bars.join('')}" fill="#111"/></svg>`;
}

function unitsOf(widths: string, place: number): number {
  return widths.charAt(place) === 'w' ? 3 : 1;
}
