"use strict";
(function () {
  var spans = Array.prototype.slice.call(document.querySelectorAll("[data-refs]"));
  var records = Array.prototype.slice.call(document.querySelectorAll("[data-ref]"));
  function light(ref, on) {
    spans.forEach(function (s) {
      if (s.dataset.refs.split(" ").indexOf(ref) >= 0) s.classList.toggle("cq-hit", on);
    });
  }
  records.forEach(function (r) {
    [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]].forEach(function (pair) {
      r.addEventListener(pair[0], function () { light(r.dataset.ref, pair[1]); });
    });
  });
  spans.forEach(function (s) {
    [["mouseenter", true], ["mouseleave", false]].forEach(function (pair) {
      s.addEventListener(pair[0], function () {
        s.dataset.refs.split(" ").forEach(function (ref) {
          records.forEach(function (r) { if (r.dataset.ref === ref) r.classList.toggle("cq-hit", pair[1]); });
        });
      });
    });
  });
})();
