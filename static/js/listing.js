// The list in place: what the reader opened stays open, and the focus never gets lost, when htmx
// puts a new list where the old one was.
(function () {
  "use strict";
  let folds = new Map();
  let after = null;
  let held = null;

  function each(selector, act) {
    document.querySelectorAll("#listing " + selector).forEach(act);
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.id !== "listing") { return; }
    folds = new Map();
    each("details[id]:not(.menu)", (fold) => folds.set(fold.id, fold.open));
    const menu = document.activeElement.closest(".menu");
    const asked = event.detail.requestConfig.elt;
    // What was chosen among the facets stays under the pointer, whatever grows or shrinks above it.
    held = asked.id && asked.closest(".facets") && { id: asked.id, top: asked.getBoundingClientRect().top };
    // From page to page a reader begins at the top again.
    after = asked.closest(".pages") ? "total" : menu && menu.querySelector("summary").id;
  });
  // Before htmx gives the focus back to what had it, which may lie inside a fold.
  document.addEventListener("htmx:oobAfterSwap", restore);
  document.addEventListener("htmx:afterSwap", restore);
  document.addEventListener("htmx:afterSettle", function () {
    // A menu closes once something is chosen in it: the focus goes to what opens it.
    const chosen = held && document.getElementById(held.id);
    if (chosen && chosen.checkVisibility()) { scrollBy(0, chosen.getBoundingClientRect().top - held.top); }
    held = null;
    const next = after && document.getElementById(after);
    after = null;
    if (next) { next.focus({ preventScroll: true }); }
  });

  // Whoever goes on by keyboard meanwhile is not led back to what was chosen.
  document.addEventListener("keydown", () => { held = null; });

  // Empty fields of the form say nothing; the address is shorter without them.
  document.addEventListener("htmx:configRequest", function (event) {
    const fields = event.detail.formData;
    Array.from(fields.entries()).forEach(([name, value]) => { if (value === "") fields.delete(name); });
  });

  function restore() {
    each("details[id]:not(.menu)", function (fold) {
      if (folds.has(fold.id)) { fold.open = folds.get(fold.id); }
    });
  }

  // One menu at a time; it closes when the reader goes elsewhere, or with Escape.
  document.addEventListener("click", function (event) {
    each(".menu[open]", function (menu) { if (!menu.contains(event.target)) { menu.open = false; } });
    if (event.target.closest("#drawer-done")) {
      event.preventDefault(); // following the link, the browser would drop the focus
      document.getElementById("drawer").open = false;
      document.getElementById("total").focus({ preventScroll: true });
      document.getElementById("total").scrollIntoView();
    }
  });
  document.addEventListener("focusin", function (event) {
    each(".menu[open]", function (menu) { if (!menu.contains(event.target)) { menu.open = false; } });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    const fold = event.target.closest(".menu[open], .drawer[open]");
    if (!fold || event.target.closest("input")) { return; }
    fold.open = false;
    fold.querySelector("summary").focus();
  });
})();
