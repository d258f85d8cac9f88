import { band, bar, bicycle, blend, type Colour, colour, disc, motorcycle, paint, ridge, type Shape } from './drawing.js';
import { seededRandom } from './follows.js';
import type { DemoPerson } from './people.js';

/** What a picture of a post shows, the author's vehicle in front. */
export type Scene = 'mountains' | 'sea' | 'town' | 'garage';

type Layers = [Shape, Colour][];

/** The unit square of a drawing, smaller and elsewhere. */
const placed = (layers: Layers, left: number, top: number, scale: number): Layers =>
  layers.map(([{ distance, box }, paintColour]) => {
    const shape: Shape = {
      distance: (x, y) => distance((x - left) / scale, (y - top) / scale) * scale,
      box: {
        left: box.left * scale + left,
        top: box.top * scale + top,
        right: box.right * scale + left,
        bottom: box.bottom * scale + top,
      },
    };
    return [shape, paintColour];
  });

const box = (left: number, top: number, right: number, bottom: number): Shape => ({
  distance: (x, y) => Math.max(left - x, x - right, top - y, y - bottom),
  box: { left, top, right, bottom },
});

function mountains(hue: number, random: () => number): Layers {
  const shift = random() * 6;
  return [
    [disc(0.2 + random(), 0.22, 0.08), [255, 246, 214]],
    [ridge(0.36, 0.1, 4.1, shift), colour(hue, 0.2, 0.74)],
    [ridge(0.52, 0.07, 5.3, shift + 2), colour(hue, 0.28, 0.55)],
    [ridge(0.68, 0.05, 3.2, shift + 4), colour(0.32, 0.3, 0.38)],
    [bar(-0.1, 0.98, 1.5, 0.86, 0.13), [78, 80, 88]],
    [bar(-0.1, 0.98, 1.5, 0.86, 0.01), [240, 236, 220]],
  ];
}

function sea(hue: number, random: () => number): Layers {
  return [
    [disc(0.3 + random() * 0.8, 0.4, 0.12), [255, 214, 150]],
    [band(0.44), colour(0.53 + hue * 0.08, 0.45, 0.48)],
    [ridge(0.6, 0.01, 9, random() * 6), colour(0.53 + hue * 0.08, 0.4, 0.56)],
    [ridge(0.74, 0.015, 5, random() * 6), [226, 208, 170]],
  ];
}

function town(hue: number, random: () => number): Layers {
  const houses = Array.from({ length: 7 }, (_, at): [Shape, Colour] => {
    const left = at * 0.2 - 0.05;
    return [box(left, 0.25 + random() * 0.3, left + 0.19, 0.8), colour(hue + random() * 0.15, 0.3, 0.45 + random() * 0.25)];
  });
  return [...houses, [band(0.76), [92, 94, 102]], [band(0.76, 0.79), [200, 196, 188]]];
}

function garage(hue: number, random: () => number): Layers {
  const tools = Array.from({ length: 6 }, (_, at): [Shape, Colour] => {
    const x = 0.15 + at * 0.2;
    return [bar(x, 0.12, x + 0.02, 0.18 + random() * 0.12, 0.025), [72, 76, 84]];
  });
  return [[box(0.05, 0.07, 1.28, 0.4), colour(hue, 0.2, 0.72)], ...tools, [band(0.8), [132, 126, 118]]];
}

const drawings = { mountains, sea, town, garage };

/** A 4:3 PNG. `seed` decides colours and places. */
export function drawScene(scene: Scene, rides: DemoPerson['rides'], seed: number): Buffer {
  const random = seededRandom(seed);
  const hue = random();
  const [high, low] = [colour(hue, 0.5, 0.84), colour(hue + 0.1, 0.55, 0.9)];
  const behind = drawings[scene](hue, random);
  const vehicle = (rides === 'bicycle' ? bicycle : motorcycle)(colour(random(), 0.75, 0.45));
  const front = placed(vehicle, 0.2 + random() * 0.4, 0.42, 0.58);
  return paint(400, 300, (_x, y) => blend(high, low, y), [...behind, ...front]);
}
