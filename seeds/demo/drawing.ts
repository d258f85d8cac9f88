import type { DemoPerson } from './people.js';
import { seededRandom } from './follows.js';
import { encodePng } from './png.js';

export type Colour = readonly [red: number, green: number, blue: number];
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** In units of the picture's height. `box`: outside of it there is nothing of the shape. */
export interface Shape {
  /** How far a point is from the shape; negative inside. */
  readonly distance: (x: number, y: number) => number;
  readonly box: Box;
}

/** Shapes are drawn over each other, softly at their edges; none wider than this. */
const edge = 0.02;

/** Drawn by arithmetic alone: nothing to download, nobody's rights, and the same bytes on every machine. */
export function paint(
  width: number,
  height: number,
  background: (x: number, y: number) => Colour,
  layers: readonly (readonly [Shape, Colour])[],
): Buffer {
  const rgb = Buffer.alloc(width * height * 3);
  const line = new Float64Array(width * 3);
  const soft = 1.2 / height;
  for (let row = 0; row < height; row += 1) {
    const y = row / height;
    for (let column = 0; column < width; column += 1) {
      const [red, green, blue] = background(column / height, y);
      line[column * 3] = red;
      line[column * 3 + 1] = green;
      line[column * 3 + 2] = blue;
    }
    for (const [{ distance, box }, [red, green, blue]] of layers) {
      if (y < box.top || y > box.bottom) continue;
      const end = Math.min(width, Math.ceil(box.right * height));
      for (let column = Math.max(0, Math.floor(box.left * height)); column < end; column += 1) {
        const cover = Math.min(1, Math.max(0, 0.5 - distance(column / height, y) / soft));
        if (cover === 0) continue;
        const at = column * 3;
        line[at] = mixed(line[at], red, cover);
        line[at + 1] = mixed(line[at + 1], green, cover);
        line[at + 2] = mixed(line[at + 2], blue, cover);
      }
    }
    rgb.set(line, row * width * 3);
  }
  return encodePng(width, height, rgb);
}

const mixed = (below = 0, above: number, cover: number): number => below + (above - below) * cover;

// Math.hypot guards against overflow, which coordinates below 4 do not need, and takes ten times as long.
const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);

const around = (left: number, top: number, right: number, bottom: number, reach: number): Box => ({
  left: left - reach - edge,
  top: top - reach - edge,
  right: right + reach + edge,
  bottom: bottom + reach + edge,
});

export const disc = (cx: number, cy: number, radius: number): Shape => ({
  distance: (x, y) => length(x - cx, y - cy) - radius,
  box: around(cx, cy, cx, cy, radius),
});

const ring = (cx: number, cy: number, radius: number, thickness: number): Shape => ({
  distance: (x, y) => Math.abs(length(x - cx, y - cy) - radius) - thickness / 2,
  box: around(cx, cy, cx, cy, radius + thickness / 2),
});

export const bar = (ax: number, ay: number, bx: number, by: number, thickness: number): Shape => {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  return {
    distance: (x, y) => {
      const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
      return length(x - ax - along * dx, y - ay - along * dy) - thickness / 2;
    },
    box: around(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), thickness / 2),
  };
};

/** Everything between two heights, all across. */
export const band = (top: number, bottom = Infinity): Shape => ({
  distance: (_x, y) => Math.max(top - y, y - bottom),
  box: around(-Infinity, top, Infinity, bottom, 0),
});

/** Everything below a wavy line. */
export const ridge = (base: number, swing: number, step: number, shift: number): Shape => {
  // Far below the line there is no need to know where it runs.
  const reach = 1.5 * swing + edge;
  return {
    distance: (x, y) =>
      y - base > reach
        ? base - y
        : base - swing * (Math.sin(x * step + shift) + 0.5 * Math.sin(x * step * 2.3 + shift * 1.7)) - y,
    box: around(-Infinity, base, Infinity, Infinity, reach),
  };
};

export const blend = (from: Colour, to: Colour, share: number): Colour => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** From hue (0 to 1), saturation and lightness. */
export function colour(hue: number, saturation: number, lightness: number): Colour {
  const part = (offset: number): number => {
    const k = (offset + hue * 12) % 12;
    const share = saturation * Math.min(lightness, 1 - lightness);
    return 255 * (lightness - share * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return [part(0), part(8), part(4)];
}

export const bicycle = (paintColour: Colour): [Shape, Colour][] => {
  const dark: Colour = [28, 30, 38];
  return [
    [ring(0.27, 0.64, 0.16, 0.022), dark],
    [ring(0.73, 0.64, 0.16, 0.022), dark],
    [bar(0.27, 0.64, 0.4, 0.4, 0.026), paintColour],
    [bar(0.27, 0.64, 0.46, 0.66, 0.026), paintColour],
    [bar(0.46, 0.66, 0.38, 0.38, 0.026), paintColour],
    [bar(0.46, 0.66, 0.65, 0.42, 0.026), paintColour],
    [bar(0.39, 0.42, 0.64, 0.4, 0.026), paintColour],
    [bar(0.73, 0.64, 0.63, 0.33, 0.024), paintColour],
    [bar(0.58, 0.32, 0.69, 0.32, 0.026), dark],
    [bar(0.33, 0.37, 0.43, 0.37, 0.034), dark],
    [disc(0.46, 0.66, 0.034), dark],
  ];
};

export const motorcycle = (paintColour: Colour): [Shape, Colour][] => {
  const dark: Colour = [28, 30, 38];
  const metal: Colour = [176, 182, 190];
  return [
    [ring(0.25, 0.65, 0.135, 0.06), dark],
    [ring(0.76, 0.65, 0.135, 0.06), dark],
    [bar(0.25, 0.65, 0.48, 0.6, 0.05), metal],
    [bar(0.76, 0.65, 0.64, 0.34, 0.036), metal],
    [disc(0.49, 0.6, 0.1), metal],
    [bar(0.42, 0.47, 0.61, 0.43, 0.13), paintColour],
    [bar(0.2, 0.45, 0.42, 0.47, 0.06), dark],
    [bar(0.14, 0.41, 0.24, 0.46, 0.045), paintColour],
    [bar(0.57, 0.31, 0.68, 0.33, 0.03), dark],
    [disc(0.69, 0.4, 0.045), [255, 240, 190]],
    [bar(0.3, 0.72, 0.5, 0.7, 0.04), metal],
  ];
};

/** A square PNG: the person's vehicle before a colour of his own. `seed` decides the colours. */
export function drawAvatar(rides: DemoPerson['rides'], seed: number): Buffer {
  const random = seededRandom(seed);
  const hue = random();
  const top = colour(hue, 0.55, 0.82);
  const bottom = colour(hue + 0.08, 0.5, 0.62);
  const fade = (x: number, y: number): Colour => blend(top, bottom, Math.min(1, y * 0.8 + x * 0.2));
  const ground: [Shape, Colour] = [band(0.8), colour(hue + 0.05, 0.3, 0.4)];
  const vehicle = (rides === 'bicycle' ? bicycle : motorcycle)(colour(hue + 0.5, 0.75, 0.45));
  return paint(200, 200, fade, [[disc(0.76, 0.22, 0.1), [255, 246, 214]], ground, ...vehicle]);
}

/** A 3:1 PNG: mountains, a low sun and a road. */
export function drawCover(seed: number): Buffer {
  const random = seededRandom(seed);
  const hue = random();
  const shift = random() * 6;
  const sky = colour(hue, 0.5, 0.85);
  const glow = colour(hue + 0.5, 0.7, 0.86);
  return paint(750, 250, (_x, y) => blend(sky, glow, y), [
    [disc(0.6 + random() * 1.8, 0.4, 0.16), [255, 244, 205]],
    [ridge(0.42, 0.1, 3.1, shift), colour(hue, 0.25, 0.68)],
    [ridge(0.58, 0.08, 4.3, shift + 2), colour(hue, 0.3, 0.5)],
    [ridge(0.76, 0.05, 2.2, shift + 4), colour(hue + 0.3, 0.3, 0.33)],
    [bar(0.2, 1.05, 1.5, 0.74, 0.07), [70, 72, 80]],
    [bar(0.2, 1.05, 1.5, 0.74, 0.008), [240, 236, 220]],
  ]);
}
