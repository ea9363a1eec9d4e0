// What a script adds: words and cards light up together, keys lead through the statements, files
// may be dropped. Everything can be done without it.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Words and their card
  const light = (target, on) => {
    const near = target instanceof Element ? target.closest("[data-group]") : null;
    if (!near) return;
    for (const one of all(`[data-group="${CSS.escape(near.dataset.group)}"]`)) {
      one.classList.toggle("lit", on);
    }
  };
  for (const [begins, ends] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(begins, (event) => light(event.target, true));
    document.addEventListener(ends, (event) => light(event.target, false));
  }

  // Keys
  const statements = all(".text .said > a.badge");
  const step = (by) => {
    if (!statements.length) return;
    const at = statements.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : statements.length - 1) : at + by;
    const chosen = statements[Math.min(Math.max(next, 0), statements.length - 1)];
    chosen.focus({ preventScroll: true });
    chosen.scrollIntoView({ block: "center" });
  };
  const follow = (selector) => {
    const link = document.querySelector(selector);
    if (link) link.click();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    c: () => follow('[data-key="c"]'),
    e: () => follow('.files a[href^="/csv"]'),
    "/": () => document.getElementById("find")?.focus(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });

  // Files dropped
  for (const form of all("form[data-drop]")) {
    const input = form.querySelector('input[type="file"]');
    const over = (event) => {
      if (![...(event.dataTransfer?.types || [])].includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("over", event.type === "dragover");
    };
    form.addEventListener("dragover", over);
    form.addEventListener("dragleave", over);
    form.addEventListener("drop", (event) => {
      over(event);
      if (!event.dataTransfer?.files.length) return;
      input.files = event.dataTransfer.files;
      form.submit();
    });
  }
})();
