"use strict";
// Places of events. Shape says how precisely a place is known; a mark leads to its events.
(function () {
  const box = document.getElementById("map");
  if (!box) return;
  Promise.all([window.charts.load(box), fetch(box.dataset.world).then((r) => r.json())]).then(([data, world]) => {
    const width = Math.max(340, box.clientWidth), height = Math.round(width * (width < 620 ? 0.78 : 0.5));
    const projection = d3.geoNaturalEarth1().fitExtent([[4, 4], [width - 4, height - 4]], { type: "Sphere" });
    const path = d3.geoPath(projection);
    const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]).attr("role", "group").attr("aria-label", "Map of event places; the table below holds the same");
    const all = svg.append("g");
    all.append("path").attr("class", "sea").attr("d", path({ type: "Sphere" }));
    all.append("path").attr("class", "grid").attr("d", path(d3.geoGraticule10()));
    all.append("path").attr("class", "land").attr("d", path(topojson.feature(world, world.objects.land)));
    all.append("path").attr("class", "borders").attr("d", path(topojson.mesh(world, world.objects.countries, (a, b) => a !== b)));
    const size = d3.scaleSqrt([1, Math.max(40, d3.max(data.places, (p) => p.n) || 1)], [5, 24]);
    const shapes = { point: d3.symbolCircle, region: d3.symbolSquare, country: d3.symbolDiamond };
    const mark = all.append("g").selectAll("a").data(data.places.slice().sort((a, b) => b.n - a.n)).join("a")
      .attr("href", (p) => p.to)
      .attr("aria-label", (p) => p.name + (p.country ? ", " + p.country : "") + ": " + p.n + " events, " + p.conflict + " of them conflict; known as " + p.kind)
      .attr("transform", (p) => "translate(" + projection(p.at) + ")");
    const shape = mark.append("path")
      .attr("class", (p) => "mark mark-" + p.kind + (p.conflict > p.n / 2 ? " harsh" : ""));
    mark.append("title").text((p) => p.name + ": " + p.n + " events, " + p.conflict + " of them conflict");
    const label = mark.filter((p, n) => n < 14).append("text").attr("class", "label").text((p) => p.name);
    function scale(k) {
      shape.attr("d", (p) => d3.symbol(shapes[p.kind], Math.PI * (size(p.n) / k) ** 2)()).attr("stroke-width", 1.4 / k);
      const taken = [];
      label.attr("display", (p) => {
        const [x, y] = projection(p.at), wide = (p.name.length * 7 + 2 * size(p.n)) / k, high = 14 / k;
        const free = taken.every(([a, b, w]) => Math.abs(b - y) > high || x > a + w || x + wide < a);
        if (free) taken.push([x, y, wide]);
        return free ? null : "none";
      });
      label.attr("x", (p) => size(p.n) / k + 3 / k).attr("dy", "0.32em").attr("font-size", 12 / k);
      all.select(".borders").attr("stroke-width", 0.6 / k);
    }
    const zoom = d3.zoom().scaleExtent([1, 16]).translateExtent([[0, 0], [width, height]]).filter((e) => e.type !== "wheel" || e.ctrlKey)
      .on("zoom", (e) => { all.attr("transform", e.transform); scale(e.transform.k); });
    svg.call(zoom);
    box.prepend(svg.node());
    scale(1);
    const points = data.places.map((p) => projection(p.at));
    const home = () => {
      if (points.length < 1) return d3.zoomIdentity;
      const [x0, x1] = d3.extent(points, (p) => p[0]), [y0, y1] = d3.extent(points, (p) => p[1]);
      const k = Math.min(8, 0.72 / Math.max((x1 - x0) / width, (y1 - y0) / height, 0.09));
      return k <= 1 ? d3.zoomIdentity : d3.zoomIdentity.translate(width / 2, height / 2).scale(k).translate(-(x0 + x1) / 2, -(y0 + y1) / 2);
    };
    svg.call(zoom.transform, home());
    box.addEventListener("click", (e) => {
      const button = e.target.closest("[data-zoom]");
      if (!button) return;
      if (button.dataset.zoom === "home") svg.call(zoom.transform, d3.zoomIdentity);
      else svg.call(zoom.scaleBy, button.dataset.zoom === "in" ? 1.6 : 1 / 1.6);
    });
    box.dataset.ready = "true";
  }).catch(() => window.communique.say("The map could not be drawn; the table holds the same."));
})();
