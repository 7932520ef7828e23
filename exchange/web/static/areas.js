// Shows the marked areas over the picture of the page, and lets one be marked there: by dragging, or by a click on each
// of two corners. What is marked is written into the boxes of the form, where it can be changed by keyboard.

const SVG = "http://www.w3.org/2000/svg";
const MILLIMETRES_A_POINT = 25.4 / 72;
const group = document.getElementById("areas");
const picture = document.querySelector(".site-page img");
const form = document.getElementById("area-form");

function drawn(svg, className, [left, top, right, bottom]) {
  const mark = document.createElementNS(SVG, "rect");
  mark.setAttribute("class", className);
  mark.setAttribute("x", left);
  mark.setAttribute("y", top);
  mark.setAttribute("width", Math.max(0, right - left));
  mark.setAttribute("height", Math.max(0, bottom - top));
  svg.append(mark);
  return mark;
}

function sheetOver(width, height) {
  const sheet = document.createElement("div");
  sheet.className = "site-sheet";
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  picture.replaceWith(sheet);
  sheet.append(picture, svg);
  return svg;
}

function showMarked(svg) {
  for (const area of group.querySelectorAll("[data-area]")) {
    if (area.dataset.page !== group.dataset.page) continue;
    drawn(svg, "site-mark", ["left", "top", "right", "bottom"].map((edge) => Number(area.dataset[edge])));
  }
}

function letMark(svg, width, height) {
  let corner = null;
  let fresh = null;
  let isDragged = false;
  svg.parentElement.classList.add("site-sheet--marking");
  document.getElementById("area-how").hidden = false;

  const place = (event) => {
    const box = svg.getBoundingClientRect();
    const across = ((event.clientX - box.left) / box.width) * width;
    const down = ((event.clientY - box.top) / box.height) * height;
    return [Math.min(Math.max(across, 0), width), Math.min(Math.max(down, 0), height)];
  };
  const show = ([x, y]) => {
    const edges = [Math.min(corner[0], x), Math.min(corner[1], y), Math.max(corner[0], x), Math.max(corner[1], y)];
    if (fresh) fresh.remove();
    fresh = drawn(svg, "site-mark site-mark--new", edges);
    const [left, top, right, bottom] = edges.map((edge) => edge * MILLIMETRES_A_POINT);
    const told = { left, top, width: right - left, height: bottom - top };
    for (const [name, value] of Object.entries(told)) form.elements[name].value = value.toFixed(1);
  };
  svg.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    if (corner) {
      show(place(event));
      corner = null;
      return;
    }
    corner = place(event);
    isDragged = false;
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!corner) return;
    const [x, y] = place(event);
    if (event.buttons && Math.hypot(x - corner[0], y - corner[1]) > 3) isDragged = true;
    show([x, y]);
  });
  svg.addEventListener("pointerup", () => {
    // A click without a drag was the first corner: the next click is the second.
    if (isDragged) corner = null;
  });
}

function begin() {
  const points = Number(group.dataset.pointsAPixel);
  const [width, height] = [picture.naturalWidth * points, picture.naturalHeight * points];
  if (!width || !height) return;
  const svg = sheetOver(width, height);
  showMarked(svg);
  if (form) letMark(svg, width, height);
}

if (group && picture) {
  if (picture.complete) begin();
  else picture.addEventListener("load", begin, { once: true });
}
