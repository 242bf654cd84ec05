"use strict";
// What every page does: send the token with changes, search while typing, say what happened.
(function () {
  const token = document.querySelector("meta[name=communique-token]").content;
  document.addEventListener("htmx:configRequest", (e) => { e.detail.headers["X-Communique-Token"] = token; });
  window.communique = {
    token: token,
    say(words) {
      const box = document.getElementById("announce");
      box.textContent = words;
      clearTimeout(box.timer);
      box.timer = setTimeout(() => { box.textContent = ""; }, 4000);
    },
  };
  document.addEventListener("htmx:responseError", (e) => {
    window.communique.say(e.detail.xhr.responseText.slice(0, 200) || "That did not work.");
  });
  document.addEventListener("htmx:sendError", () => window.communique.say("The page is not running any more."));
  // On a small screen filters fold away behind a button, unless some are set.
  document.querySelectorAll("form.filters").forEach((form) => {
    if ([...new URLSearchParams(location.search).values()].some((v) => v) || form.querySelectorAll(".field").length < 5) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    const fold = (on) => { form.classList.toggle("folded", on); button.setAttribute("aria-expanded", String(!on)); button.textContent = on ? "More filters" : "Fewer filters"; };
    button.addEventListener("click", () => fold(!form.classList.contains("folded")));
    form.before(button);
    fold(true);
  });
  // Addresses stay short: fields without a value are left out.
  document.querySelectorAll("form[method=get]").forEach((form) => {
    const fields = () => form.querySelectorAll("input, select");
    form.addEventListener("submit", () => fields().forEach((f) => { if (!f.value) f.disabled = true; }));
    window.addEventListener("pageshow", () => fields().forEach((f) => { f.disabled = false; }));
  });
})();
