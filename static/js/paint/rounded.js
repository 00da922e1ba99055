/** Boxes with round corners: `roundRect` came to Chrome 99 and Safari 16. */

/** Begin a path of a box with corners of a radius. */
export function roundedBox(ctx, x, y, width, height, radius) {
  const [right, bottom] = [x + width, y + height];
  ctx.beginPath();
  ctx.moveTo(x + radius, y);
  ctx.arcTo(right, y, right, bottom, radius);
  ctx.arcTo(right, bottom, x, bottom, radius);
  ctx.arcTo(x, bottom, x, y, radius);
  ctx.arcTo(x, y, right, y, radius);
  ctx.closePath();
}
