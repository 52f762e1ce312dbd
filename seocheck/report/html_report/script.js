(() => {
  "use strict";
  const one = (css) => document.querySelector(css);
  const all = (css, root = document) => Array.from(root.querySelectorAll(css));

  // Light and dark: the reader's system decides until the button is pressed.
  const root = document.documentElement;
  const theme = one("#theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const label = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.hidden = false;
  theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; label(); });
  system.addEventListener("change", label);
  label();

  // Paper shows everything that is not filtered out.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])");
    opened.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => { opened.forEach((each) => { each.open = false; }); });

  // All pages at once.
  const fold = one("#fold");
  if (fold) {
    fold.hidden = false;
    fold.addEventListener("click", () => {
      const unfold = fold.textContent === "Unfold all";
      all("details.page").forEach((page) => { page.open = unfold; });
      fold.textContent = unfold ? "Fold all" : "Unfold all";
    });
  }

  const form = one("#filter");
  if (!form) return;
  form.hidden = false;

  const pages = all(".page").map((page) => ({
    page,
    match: page.querySelector(".match"),
    name: page.querySelector(":scope > summary h3"),
    cards: all(".card", page).map((card) => ({
      card, severity: card.dataset.severity, rule: card.dataset.rule, size: Number(card.dataset.size),
    })),
  }));
  const count = one(".count");
  const nothing = one("#nothing");
  const total = Number(count.dataset.findings);
  const few = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
  const words = new Map();  // of an element, in small letters; read once, when first searched
  const text = (element) => {
    if (!words.has(element)) words.set(element, element ? element.textContent.toLowerCase() : "");
    return words.get(element);
  };

  const apply = () => {
    const wanted = new Set(all("[name=severity]:checked", form).map((box) => box.value));
    const rule = form.elements.rule.value;
    const search = form.elements.words.value.trim().toLowerCase();
    const filtered = search || rule || all("[name=severity]:not(:checked)", form).length > 0;
    let findings = 0;
    const shown = new Set();  // a comparison names a page more than once
    for (const { page, match, name, cards } of pages) {
      const named = !search || text(name).includes(search);
      let matches = 0;
      for (const { card, severity, rule: id, size } of cards) {
        const fits = wanted.has(severity) && (!rule || id === rule) && (named || text(card).includes(search));
        if (card.hidden === fits) card.hidden = !fits;
        if (fits) matches += size;
      }
      const visible = !filtered || matches > 0 || (named && search && !rule && cards.length === 0);
      if (match) {
        page.hidden = !visible;
        match.hidden = !filtered || !visible;
        match.textContent = matches === 1 ? "1 match" : `${matches.toLocaleString("en")} matches`;
      }
      findings += matches;
      if (visible) shown.add(text(name));
    }
    const where = pages.length > 1 ? ` on ${few(shown.size, "page")}` : "";
    count.textContent = filtered
      ? `${few(findings, "finding")} of ${total.toLocaleString("en")}${where}`
      : `All ${few(total, "finding")}`;
    nothing.hidden = shown.size > 0 && (findings > 0 || !filtered);
  };

  form.addEventListener("change", apply);
  let waiting = 0;
  form.elements.words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });

  // A rule of the chart is a filter too.
  document.addEventListener("click", (event) => {
    const picked = event.target.closest("[data-pick]");
    if (!picked) return;
    event.preventDefault();
    form.elements.rule.value = picked.dataset.pick;
    apply();
    form.scrollIntoView();
    form.elements.rule.focus({ preventScroll: true });
  });

  apply();
})();
