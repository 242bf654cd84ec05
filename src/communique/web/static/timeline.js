"use strict";
// Events over time, a row a group; brushing selects a period and lists its events.
(function () {
  const box = document.getElementById("chart");
  if (!box) return;
  const day = d3.utcParse("%Y-%m-%d"), text = d3.utcFormat("%Y-%m-%d");
  window.charts.load(box).then((data) => {
    const rows = data.rows.map((r) => ({ at: day(r.at), group: r.group, n: r.n }));
    let drawn = 0;
    function draw() {
      const width = Math.max(320, box.clientWidth);
      if (width === drawn) return;
      drawn = width;
      const narrow = width < 620;
      const tall = data.groups.length > 6 ? 44 : 84;
      const svg = Plot.plot({
        className: "plot", width: width, height: 60 + tall * data.groups.length, marginLeft: 42, marginRight: narrow ? 12 : 150, marginTop: 26, marginBottom: 30,
        style: { background: "transparent", fontSize: "12px", fontFamily: "inherit" },
        x: { type: "utc", label: null }, y: { label: null, ticks: 2, grid: true, nice: true },
        fy: { domain: data.groups, label: null, axis: null, padding: 0.22 }, color: { domain: data.groups, range: data.groups.map(window.charts.colour) },
        marks: [
          Plot.rectY(rows, { x: "at", y: "n", fy: "group", fill: "group", interval: data.unit, insetLeft: 0.5, insetRight: 0.5, title: (d) => text(d.at) + ": " + d.n + " " + d.group }),
          Plot.ruleY([0], { stroke: "currentColor", strokeOpacity: 0.4 }),
          narrow ? Plot.text(data.groups, { fy: (d) => d, frameAnchor: "top-left", dx: 2, dy: -9, text: (d) => d, fontWeight: 600 })
            : Plot.text(data.groups, { fy: (d) => d, frameAnchor: "right", textAnchor: "start", dx: 10, text: (d) => d, fontWeight: 600 }),
        ],
      });
      window.charts.plain(svg).setAttribute("role", "img");
      svg.setAttribute("aria-label", "Events by " + data.unit + ", one row for each of: " + data.groups.join(", ") + ". The table below holds the same.");
      box.replaceChildren(svg);
      brush(svg, width, narrow);
    }
    function brush(svg, width, narrow) {
      const scale = svg.scale("x"), height = Number(svg.getAttribute("height"));
      const toDay = d3.scaleUtc(scale.domain, scale.range);
      const brushing = d3.brushX().extent([[42, 10], [width - (narrow ? 12 : 150), height - 30]]).on("end", (e) => {
        if (!e.sourceEvent) return;
        if (!e.selection) { document.getElementById("selected").textContent = ""; return; }
        const [from, to] = e.selection.map((x) => text(toDay.invert(x)));
        document.getElementById("from").value = from;
        document.getElementById("to").value = to;
        document.getElementById("brushed").textContent = from + " to " + to + " selected; its events stand below, “Show” draws this period alone.";
        const address = new URL(box.dataset.events, location.href);
        address.searchParams.set("from", from);
        address.searchParams.set("to", to);
        htmx.ajax("GET", address.pathname + address.search, { target: "#selected", swap: "innerHTML" });
      });
      d3.select(svg).append("g").attr("class", "brush").call(brushing);
    }
    draw();
    new ResizeObserver(draw).observe(box);
  }).catch(() => window.communique.say("The chart could not be drawn; the table holds the same."));
})();
