"use strict";
// Who acts on whom. The layout starts from a circle and takes no chance, so the same data give the same picture.
(function () {
  const box = document.getElementById("network");
  if (!box) return;
  window.charts.load(box).then((data) => {
    const css = window.charts.css, most = Math.max(...data.edges.map((e) => e.n)), heaviest = Math.max(...data.nodes.map((n) => n.n));
    const good = css("--actual-line"), bad = css("--no-line");
    const graph = cytoscape({
      container: box, userZoomingEnabled: false, boxSelectionEnabled: false, autounselectify: true,
      elements: [
        ...data.nodes.map((n) => ({ data: { id: n.id, label: n.name, size: 14 + 30 * Math.sqrt(n.n / heaviest) } })),
        ...data.edges.map((e, i) => ({ data: { id: "t" + i, source: e.a, target: e.b, width: 1 + 6 * Math.sqrt(e.n / most), colour: e.conflict > 0.5 ? bad : good, style: e.conflict > 0.5 ? "dashed" : "solid", to: e.to } })),
      ],
      style: [
        { selector: "node", style: { width: "data(size)", height: "data(size)", "background-color": css("--accent"), label: "data(label)", color: css("--ink"), "font-family": getComputedStyle(document.body).fontFamily, "font-size": 12, "text-valign": "bottom", "text-margin-y": 4, "text-background-color": css("--soft"), "text-background-opacity": 0.85, "text-background-padding": 2 } },
        { selector: "edge", style: { width: "data(width)", "line-color": "data(colour)", "line-style": "data(style)", "line-opacity": 0.75, "target-arrow-color": "data(colour)", "target-arrow-shape": "triangle", "arrow-scale": 0.9, "curve-style": "bezier", "control-point-step-size": 28 } },
        { selector: ".faint", style: { opacity: 0.12 } },
      ],
      layout: { name: "concentric", concentric: (n) => n.data("size"), levelWidth: () => 8, minNodeSpacing: 46, padding: 34, spacingFactor: 1.05, animate: false },
    });
    graph.layout({ name: "cose", randomize: false, animate: false, nodeRepulsion: () => 60000, idealEdgeLength: () => 110, nodeOverlap: 30, nodeDimensionsIncludeLabels: true, componentSpacing: 80, gravity: 0.5, padding: 34, numIter: 600 }).run();
    graph.fit(undefined, 34);
    graph.nodes().style("font-size", 13 / Math.min(1.1, graph.zoom()));
    graph.on("tap", "edge", (e) => { location.href = e.target.data("to"); });
    graph.on("mouseover", "node", (e) => graph.elements().not(e.target.closedNeighborhood()).addClass("faint"));
    graph.on("mouseout", "node", () => graph.elements().removeClass("faint"));
    window.charts.canvas = () => graph.png({ output: "blob", scale: 2, full: true, bg: getComputedStyle(document.body).backgroundColor });
    window.charts.graph = graph;
    box.dataset.ready = "true";
  }).catch(() => window.communique.say("The network could not be drawn; the table holds the same."));
})();
