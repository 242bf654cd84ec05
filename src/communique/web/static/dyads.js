"use strict";
// Two sides: the mean score of each direction, and below it the events by quad class.
(function () {
  const box = document.getElementById("chart");
  if (!box) return;
  const day = d3.utcParse("%Y-%m-%d");
  window.charts.load(box).then((data) => {
    const rows = data.rows.map((r) => ({ at: day(r.at), who: r.who, first: r.first, n: r.n, score: r.score }));
    const counts = data.counts.map((r) => ({ at: day(r.at), group: r.group, n: r.n }));
    const ends = d3.rollups(rows, (v) => v[v.length - 1], (d) => d.who).map(([, last]) => last);
    let drawn = 0;
    function draw() {
      const width = Math.max(320, box.clientWidth);
      if (width === drawn) return;
      drawn = width;
      const narrow = width < 620, right = narrow ? 14 : 190;
      const span = d3.extent(rows, (d) => d.at);
      const shared = { className: "plot", width: width, marginLeft: 42, marginRight: right, style: { background: "transparent", fontSize: "12px", fontFamily: "inherit" } };
      const x = { type: "utc", label: null, domain: [d3.utcMonth.offset(span[0], -1), d3.utcMonth.offset(span[1], 2)] };
      const colour = (d) => (d.first ? window.charts.css("--accent") : window.charts.css("--said"));
      const line = (first) => Plot.line(rows.filter((d) => d.first === first), { x: "at", y: "score", stroke: colour({ first: first }), strokeWidth: 2, strokeDasharray: first ? null : "5 3" });
      const score = Plot.plot(Object.assign({}, shared, { height: 260, x: x, y: { domain: [-10, 10], grid: true, label: null },
        marks: [Plot.ruleY([0], { stroke: "currentColor", strokeOpacity: 0.5 }), line(true), line(false),
          Plot.dot(rows, { x: "at", y: "score", symbol: (d) => (d.first ? "circle" : "square"), r: (d) => 2.5 + Math.sqrt(d.n), fill: colour, fillOpacity: 0.85, title: (d) => d.who + ": " + d.n + " events, mean score " + d.score }),
          narrow ? null : Plot.text(ends, { x: "at", y: "score", text: "who", textAnchor: "start", dx: 12, fill: colour, fontWeight: 600 })] }));
      const bars = Plot.plot(Object.assign({}, shared, { height: 230, x: x, y: { label: null, grid: true, ticks: 2 }, fy: { domain: data.groups, axis: null, padding: 0.25 },
        color: { domain: data.groups, range: data.groups.map(window.charts.colour) },
        marks: [Plot.rectY(counts, Plot.groupX({ y: "sum" }, { x: "at", y: "n", fy: "group", fill: "group", interval: "month", insetLeft: 1, insetRight: 1 })),
          Plot.ruleY([0], { stroke: "currentColor", strokeOpacity: 0.4 }),
          narrow ? Plot.text(data.groups, { fy: (d) => d, frameAnchor: "top-left", dy: -9, text: (d) => d, fontWeight: 600 }) : Plot.text(data.groups, { fy: (d) => d, frameAnchor: "right", textAnchor: "start", dx: 10, text: (d) => d, fontWeight: 600 })] }));
      score.setAttribute("aria-label", "Mean score by month: " + data.one + " circles, " + data.other + " squares");
      bars.setAttribute("aria-label", "Events by month and quad class");
      [score, bars].forEach((s) => window.charts.plain(s).setAttribute("role", "img"));
      box.replaceChildren(score, bars);
    }
    draw();
    new ResizeObserver(draw).observe(box);
  }).catch(() => window.communique.say("The chart could not be drawn; the table holds the same."));
})();
