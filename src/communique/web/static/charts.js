"use strict";
// What the drawn views share: colours, words for numbers, and a PNG of what is drawn.
(function () {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const css = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();
  const quads = { "verbal cooperation": dark ? "#6fa8dc" : "#3d7fb5", "material cooperation": dark ? "#6fc07e" : "#2f7d3d",
    "verbal conflict": dark ? "#dfb548" : "#b5820f", "material conflict": dark ? "#ee8d82" : "#ab3b30" };
  const others = dark ? ["#8fc1ea", "#c0a8ef", "#dfb548", "#6fc07e", "#ee8d82", "#7fb8d2"] : ["#1d5a86", "#6a4b9f", "#946f0b", "#2f7d3d", "#ab3b30", "#3d7690"];
  window.charts = {
    dark: dark,
    css: css,
    colour: (group, n) => quads[group] || others[n % others.length],
    // Plot names its groups for readers; only the whole drawing has a name here.
    plain: (svg) => { svg.querySelectorAll("g[aria-label]").forEach((g) => g.removeAttribute("aria-label")); return svg; },
    load: (box) => fetch(box.dataset.url).then((r) => { if (!r.ok) throw new Error(r.statusText); return r.json(); }),
    // A drawing as PNG: its computed styles written into a copy, painted on a canvas.
    png(box) {
      const name = (box.dataset.pngName || "chart") + ".png";
      if (window.charts.canvas) { save(window.charts.canvas(), name); return; }
      const svg = box.querySelector("svg");
      const copy = svg.cloneNode(true);
      const from = [svg, ...svg.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
      from.forEach((element, n) => {
        const style = getComputedStyle(element);
        ["fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity", "stroke-opacity", "opacity", "font-family", "font-size", "font-weight", "text-anchor"]
          .forEach((p) => to[n].setAttribute(p, style.getPropertyValue(p)));
        to[n].removeAttribute("class");
      });
      copy.querySelectorAll("style, .overlay").forEach((s) => s.remove());
      const size = svg.getBoundingClientRect();
      copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
      copy.setAttribute("width", size.width);
      copy.setAttribute("height", size.height);
      const image = new Image();
      const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
      image.onload = () => {
        const canvas = document.createElement("canvas");
        canvas.width = size.width * 2;
        canvas.height = size.height * 2;
        const pen = canvas.getContext("2d");
        pen.fillStyle = css("background-color") || "#fff";
        pen.fillStyle = getComputedStyle(document.body).backgroundColor;
        pen.fillRect(0, 0, canvas.width, canvas.height);
        pen.drawImage(image, 0, 0, canvas.width, canvas.height);
        URL.revokeObjectURL(address);
        canvas.toBlob((blob) => save(blob, name));
      };
      image.src = address;
    },
  };
  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 2000);
  }
  document.addEventListener("click", (e) => {
    if (e.target.matches("[data-png]")) window.charts.png(document.querySelector("[data-png-name]"));
  });
})();
