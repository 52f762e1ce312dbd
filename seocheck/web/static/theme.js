// Light or dark as chosen last time, before the page is drawn; report.js has the button.
(() => {
  "use strict";
  const root = document.documentElement;
  try {
    const kept = localStorage.getItem("theme");
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
    new MutationObserver(() => localStorage.setItem("theme", root.dataset.theme || ""))
      .observe(root, { attributes: true, attributeFilter: ["data-theme"] });
  } catch { /* a browser that keeps nothing */ }
})();
