"use strict";
// A dropped file goes into the form; records of a coded text light their words.
(function () {
  const area = document.getElementById("text"), file = document.getElementById("file");
  area.addEventListener("dragover", (e) => { e.preventDefault(); area.classList.add("over"); });
  area.addEventListener("dragleave", () => area.classList.remove("over"));
  area.addEventListener("drop", (e) => {
    area.classList.remove("over");
    if (!e.dataTransfer.files.length) return;
    e.preventDefault();
    file.files = e.dataTransfer.files;
    area.value = "";
    document.getElementById("paste").requestSubmit();
  });
  const words = Array.from(document.querySelectorAll("[data-refs]"));
  document.querySelectorAll(".rec[data-ref]").forEach((card) => {
    const light = (on) => words.forEach((w) => { if (w.dataset.refs.split(" ").includes(card.dataset.ref)) w.classList.toggle("cq-hit", on); });
    ["mouseenter", "focus"].forEach((name) => card.addEventListener(name, () => light(true)));
    ["mouseleave", "blur"].forEach((name) => card.addEventListener(name, () => light(false)));
  });
  const result = document.getElementById("result");
  if (result) result.scrollIntoView();
})();
