"use strict";
// Reading and checking a report: records light their words and the reverse; everything by keyboard.
(function () {
  const root = document.getElementById("review");
  const list = document.getElementById("records");
  const dialog = document.getElementById("dialog");
  const id = root.dataset.id;
  const text = root.querySelector(".cq-text");
  const words = Array.from(text.querySelectorAll("[data-refs]"));
  const cards = () => Array.from(list.querySelectorAll("li[data-ref]"));

  function light(ref, on) {
    words.forEach((w) => { if (w.dataset.refs.split(" ").includes(ref)) w.classList.toggle("cq-hit", on); });
  }
  function dim() { root.querySelectorAll(".cq-hit, .lit").forEach((x) => x.classList.remove("cq-hit", "lit")); }

  // A record that is hovered or has the focus lights its words, and brings them into view.
  root.querySelector(".side").addEventListener("focusin", (e) => {
    const card = e.target.closest("li[data-ref]");
    if (!card) return;
    dim();
    light(card.dataset.ref, true);
    const first = words.find((w) => w.dataset.refs.split(" ").includes(card.dataset.ref));
    if (first && window.innerWidth > 860) show(first);
  });
  root.addEventListener("mouseover", (e) => {
    const card = e.target.closest(".side li[data-ref]");
    const word = e.target.closest("[data-refs]");
    if (!card && !word) return;
    dim();
    if (card) light(card.dataset.ref, true);
    if (word) word.dataset.refs.split(" ").forEach((ref) => {
      light(ref, true);
      const target = document.getElementById(ref) || root.querySelector('.slim [data-ref="' + CSS.escape(ref) + '"]');
      if (target) target.classList.add("lit");
    });
  });
  function show(element) {
    const box = element.getBoundingClientRect();
    if (box.top < 70 || box.bottom > window.innerHeight - 20) element.scrollIntoView({ block: "center" });
  }
  text.addEventListener("click", (e) => {
    const number = e.target.closest("a[data-to]");
    const word = e.target.closest("[data-refs]");
    const ref = number ? number.dataset.to : word && !String(getSelection()) ? word.dataset.refs.split(" ").find((r) => document.getElementById(r)) : "";
    if (!ref || !document.getElementById(ref)) return;
    e.preventDefault();
    focus(document.getElementById(ref));
  });

  function focus(card) {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }
  function current() { return document.activeElement.closest ? document.activeElement.closest("#records li[data-ref]") : null; }
  function step(by) {
    const all = cards(), at = all.indexOf(current());
    focus(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
  }
  function after(card) {
    const all = cards(), at = all.indexOf(card);
    return all.slice(at + 1).find((c) => !c.dataset.verdict) || all[at + 1] || card;
  }
  function signed() {
    if (root.dataset.coder) return true;
    const door = document.querySelector("details.who");
    if (door) { door.open = true; door.querySelector("input[name=coder]").focus(); }
    window.communique.say("Give your name first: judgements carry it.");
    return false;
  }

  let then = null;  // what to do with the focus once an answer is in
  function post(path, values, target, swap) {
    if (signed()) htmx.ajax("POST", path, { target: target, swap: swap, values: Object.assign({ id: id }, values) });
  }
  function judge(card, verdict) {
    then = (fresh) => focus(fresh.querySelector(".warn") ? fresh : after(fresh));
    post("/record/judge", { record: card.id, verdict: verdict, seen: card.dataset.seen }, card, "outerHTML");
  }
  function edit(card) {
    if (!signed()) return;
    then = (fresh) => { const field = fresh.querySelector("select, input:not([type=hidden])"); if (field) field.focus(); };
    htmx.ajax("GET", "/record/edit", { target: card, swap: "outerHTML", values: { id: id, record: card.id } });
  }
  function why(card) {
    const box = card.querySelector(".why");
    if (!box) return;
    if (box.childElementCount) { box.textContent = ""; return; }
    box.textContent = "working it out …";
    htmx.ajax("GET", "/record/why", { target: box, swap: "innerHTML", values: { id: id, record: card.id } });
  }
  function undo() { then = null; post("/record/undo", {}, list, "innerHTML"); }
  function rest() { then = null; post("/record/rest", {}, list, "innerHTML"); }
  function add() {
    if (!signed()) return;
    const chosen = selection();
    htmx.ajax("GET", "/record/add", { target: dialog, swap: "innerHTML", values: Object.assign({ id: id }, chosen) })
      .then(() => { if (!dialog.open) dialog.showModal(); dialog.querySelector("textarea").focus(); });
  }
  // A selection as code points of the report: each piece says where it begins.
  function selection() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return {};
    const range = chosen.getRangeAt(0);
    const start = at(range.startContainer, range.startOffset), end = at(range.endContainer, range.endOffset);
    return start === null || end === null || end <= start ? {} : { start: start, end: end };
  }
  function at(node, offset) {
    if (node.nodeType !== Node.TEXT_NODE || !text.contains(node)) return null;
    const piece = node.parentElement.closest("[data-at]");
    if (!piece) return null;
    const within = piece.classList.contains("cq-hidden") ? (offset ? 1 : 0) : Array.from(node.data.slice(0, offset)).length;
    return Number(piece.dataset.at) + within;
  }

  document.addEventListener("htmx:afterSettle", (e) => {
    const fresh = e.detail.target && e.detail.target.id ? document.getElementById(e.detail.target.id) : null;
    const said = document.getElementById("said");
    if (said && said.textContent) {
      window.communique.say(said.textContent);
      const card = said.dataset.focus ? document.getElementById(said.dataset.focus) : cards()[0];
      said.textContent = "";
      focus(card);
    } else if (then && fresh) {
      const act = then;
      then = null;
      act(fresh);
    }
  });

  const acts = { accept: (c) => judge(c, "accept"), reject: (c) => judge(c, "reject"), edit: edit, why: why,
    undo: undo, rest: rest, add: add, close: () => dialog.close(),
    cancel: (c) => { then = focus; htmx.ajax("GET", "/record/card", { target: c, swap: "outerHTML", values: { id: id, record: c.id } }); } };
  document.addEventListener("click", (e) => {
    const button = e.target.closest("[data-act]");
    if (button && acts[button.dataset.act]) acts[button.dataset.act](button.closest("li[data-ref]"));
  });
  document.addEventListener("change", (e) => {
    if (!e.target.matches("[data-switch]")) return;
    e.target.form.querySelectorAll("[data-for]").forEach((part) => { part.hidden = part.dataset.for !== e.target.value; });
  });
  document.addEventListener("submit", (e) => { if (e.target.matches(".rec .fields")) then = focus; });

  const keys = { j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    a: "accept", r: "reject", e: "edit", w: "why", u: undo, A: rest, "+": add, n: () => { location.href = root.dataset.next; },
    "?": () => { location.href = "/help"; }, t: () => {
      const card = current();
      const back = document.activeElement.closest("a[data-to]");
      if (card) { const number = text.querySelector('a[data-to="' + CSS.escape(card.id) + '"]'); if (number) number.focus(); }
      else if (back) focus(document.getElementById(back.dataset.to));
    } };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || dialog.open) return;
    const typing = e.target.closest("input, textarea, select, summary, dialog");
    if (e.key === "Escape" && e.target.closest(".fields")) { acts.cancel(e.target.closest("li[data-ref]")); return; }
    if (typing || !(e.key in keys)) return;
    const act = keys[e.key], card = current();
    if ((e.key === "ArrowDown" || e.key === "ArrowUp") && !card) return;
    if (typeof act === "string" && !card) return;
    e.preventDefault();
    if (typeof act === "string") acts[act](card); else act();
  });
  const wanted = new URLSearchParams(location.search).get("focus") || decodeURIComponent(location.hash.slice(1));
  if (wanted) focus(document.getElementById(wanted));
})();
