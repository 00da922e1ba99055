/** A bar for each day, as high as its number of incidents. */

const MAX_RATIO = 2;

/** @param {HTMLCanvasElement} canvas drawn anew; the days from `first` to `last` stand out */
export function drawDayBars(canvas, counts, first, last) {
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!width) return;
  const ratio = Math.min(window.devicePixelRatio || 1, MAX_RATIO);
  Object.assign(canvas, { width: width * ratio, height: height * ratio });
  const ctx = canvas.getContext("2d");
  const style = getComputedStyle(canvas);
  ctx.scale(ratio, ratio);
  const most = Math.max(1, ...counts);
  const step = width / counts.length;
  const gap = step > 4 ? 1 : 0;
  counts.forEach((count, i) => {
    const high = count ? Math.max(1, (count / most) * height) : 0;
    ctx.fillStyle = style.getPropertyValue(i >= first && i <= last ? "--accent" : "--ink-faint");
    ctx.globalAlpha = i >= first && i <= last ? 1 : 0.45;
    ctx.fillRect(i * step, height - high, Math.max(step - gap, 0.5), high);
  });
}
