import type { DemoPerson } from './people.js';
import { seededRandom } from './follows.js';
import { encodePng } from './png.js';

type Colour = readonly [red: number, green: number, blue: number];
/** How far a point is from a shape, in units of the picture's height; negative inside. */
type Shape = (x: number, y: number) => number;

/** Drawn by arithmetic alone: nothing to download, nobody's rights, and the same bytes on every machine. */
function paint(
  width: number,
  height: number,
  background: (x: number, y: number) => Colour,
  layers: readonly [Shape, Colour][],
): Buffer {
  const rgb = Buffer.alloc(width * height * 3);
  const soft = 1.2 / height;
  let at = 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const x = column / height;
      const y = row / height;
      let [red, green, blue] = background(x, y);
      for (const [shape, colour] of layers) {
        const cover = Math.min(1, Math.max(0, 0.5 - shape(x, y) / soft));
        red += (colour[0] - red) * cover;
        green += (colour[1] - green) * cover;
        blue += (colour[2] - blue) * cover;
      }
      rgb[at] = red;
      rgb[at + 1] = green;
      rgb[at + 2] = blue;
      at += 3;
    }
  }
  return encodePng(width, height, rgb);
}

// Math.hypot guards against overflow, which coordinates below 4 do not need, and takes ten times as long.
const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);

const disc = (cx: number, cy: number, radius: number): Shape => {
  return (x, y) => length(x - cx, y - cy) - radius;
};

const ring = (cx: number, cy: number, radius: number, thickness: number): Shape => {
  return (x, y) => Math.abs(length(x - cx, y - cy) - radius) - thickness / 2;
};

const bar = (ax: number, ay: number, bx: number, by: number, thickness: number): Shape => {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  return (x, y) => {
    const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
    return length(x - ax - along * dx, y - ay - along * dy) - thickness / 2;
  };
};

/** Everything below a wavy line. */
const ridge = (base: number, swing: number, step: number, shift: number): Shape => {
  return (x, y) => base - swing * (Math.sin(x * step + shift) + 0.5 * Math.sin(x * step * 2.3 + shift * 1.7)) - y;
};

const blend = (from: Colour, to: Colour, share: number): Colour => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** From hue (0 to 1), saturation and lightness. */
function colour(hue: number, saturation: number, lightness: number): Colour {
  const part = (offset: number): number => {
    const k = (offset + hue * 12) % 12;
    const share = saturation * Math.min(lightness, 1 - lightness);
    return 255 * (lightness - share * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return [part(0), part(8), part(4)];
}

const bicycle = (paintColour: Colour): [Shape, Colour][] => {
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

const motorcycle = (paintColour: Colour): [Shape, Colour][] => {
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
  const ground: [Shape, Colour] = [(_x, y) => 0.8 - y, colour(hue + 0.05, 0.3, 0.4)];
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
