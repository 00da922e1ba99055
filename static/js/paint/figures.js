/** Areas coloured by a figure: a fill for each class, a hatch where nothing is known, and the edges over it. */

import { patternOf } from "./hatches.js";
import { colour } from "./palette.js";
import { drawInPlane } from "./plane.js";
import { roundedBox } from "./rounded.js";

const OPACITY = 0.84; // streets and water still shine through

/** @param {{cells: object, division: object}} town */
export function createFigurePainter({ cells, division }) {
  let fills = [];

  return {
    /** @param {{choropleth: import("../figures/figures.js").Choropleth | null} | null} found what is painted from now on */
    show(found) {
      fills = found?.choropleth ? fillsOf(found.choropleth, cells) : [];
    },
    *paint(ctx, frame) {
      if (!fills.length) return;
      drawInPlane(ctx, frame);
      for (const { token, path } of fills) {
        ctx.globalAlpha = OPACITY;
        ctx.fillStyle = colour(token ?? "figure-unknown");
        ctx.fill(path);
        ctx.globalAlpha = 1;
        if (!token) drawHatch(ctx, frame, path);
        yield;
      }
      yield* division.paintFigureEdges(ctx, frame);
    },
  };
}

/** Which colour of the style sheet stands for a shade. */
export function tokenOf(shade, isChange) {
  return `${isChange ? "change" : "figure"}-${shade}`;
}

/** Draw a class about the origin, for a legend. */
export function drawFigureSwatch(ctx, token, ratio) {
  roundedBox(ctx, -9, -7, 18, 14, 2);
  ctx.fillStyle = colour(token ?? "figure-unknown");
  ctx.fill();
  if (!token) {
    const pattern = patternOf(ctx, "lines", colour("figure-hatch"), ratio);
    pattern.setTransform(new DOMMatrix().scale(1 / ratio));
    ctx.fillStyle = pattern;
    ctx.fill();
  }
  ctx.strokeStyle = colour("figure-edge");
  ctx.lineWidth = 1;
  ctx.stroke();
}

function fillsOf({ areas, level, isChange }, cells) {
  const paths = new Map();
  for (const { code, shade } of areas) {
    const token = shade === null ? null : tokenOf(shade, isChange);
    if (!paths.has(token)) paths.set(token, new Path2D());
    paths.get(token).addPath((level === "grids" ? cells.grid(code) : cells.community(code)).path);
  }
  return [...paths].map(([token, path]) => ({ token, path }));
}

function drawHatch(ctx, frame, path) {
  const pattern = patternOf(ctx, "lines", colour("figure-hatch"), frame.ratio);
  pattern.setTransform(new DOMMatrix().scale(1 / (frame.scale * frame.ratio)));
  ctx.fillStyle = pattern;
  ctx.fill(path);
}
