// Makes easier what works without: dropping a file, copying a block, finding the way back from the source.
(() => {
  "use strict";
  const MOST = 15 * 1024 * 1024;
  const all = (css, root = document) => Array.from(root.querySelectorAll(css));

  // A file: by name where it was chosen or dropped.
  all(".drop").forEach((drop) => {
    const input = drop.querySelector("input[type=file]");
    const name = drop.querySelector(".chosen");
    const told = () => {
      const file = input.files[0];
      const large = file && file.size > MOST;
      input.setCustomValidity(large ? "The file is larger than 15 MiB." : "");
      name.textContent = file ? file.name : "";
      drop.classList.toggle("full", Boolean(file));
      if (large) input.reportValidity();
    };
    input.addEventListener("change", told);
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files.length === 0) return;
      input.files = event.dataTransfer.files;
      told();
      drop.closest("form").querySelector("button").focus();
    });
    told();
  });

  // Copying: the element to copy stands in a field, for those without scripts to select.
  const copied = async (field) => {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {  // beyond this machine browsers keep the clipboard to themselves
      field.closest("details").open = true;
      field.focus();
      field.select();
      return document.execCommand("copy");
    }
  };
  all("button.copy").forEach((button) => {
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copied(document.getElementById(button.dataset.from));
      button.textContent = done ? "Copied" : "Press Ctrl+C";
      button.classList.toggle("done", done);
      setTimeout(() => { button.textContent = words; button.classList.remove("done"); }, 2500);
    });
  });

  // Nobody answers any more.
  document.addEventListener("htmx:error", () => {
    const slip = document.getElementById("slip");
    if (!slip) return;
    const words = document.createElement("p");
    words.className = "remark failed";
    words.textContent = "seocheck does not answer. Is it still running in its terminal?";
    slip.replaceChildren(words);
  });

  // From the source back to the very finding that led there.
  document.addEventListener("click", (event) => {
    const flag = event.target.closest("a.flag");
    const card = flag && document.getElementById(flag.hash.slice(1));
    const place = card && card.querySelector(`.place a[href="#${flag.dataset.at}"]`);
    if (!place) return;
    const folded = place.closest("details");
    if (folded) folded.open = true;
    card.hidden = false;
    setTimeout(() => { place.focus({ preventScroll: true }); place.scrollIntoView({ block: "center" }); });
  });
})();
