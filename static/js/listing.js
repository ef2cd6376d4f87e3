// What the reader opened in the list stays open when htmx puts a new list in its place.
(function () {
  "use strict";
  let open = [];

  function folds() {
    return Array.from(document.querySelectorAll("#listing details[id]"));
  }

  document.addEventListener("htmx:beforeSwap", function () {
    open = folds().filter((fold) => fold.open).map((fold) => fold.id);
  });
  // Before htmx gives the focus back to what had it, which may lie inside a fold.
  document.addEventListener("htmx:oobAfterSwap", restore);
  document.addEventListener("htmx:afterSwap", restore);

  // Empty fields of the form say nothing; the address is shorter without them.
  document.addEventListener("htmx:configRequest", function (event) {
    const fields = event.detail.formData;
    Array.from(fields.entries()).forEach(([name, value]) => { if (value === "") fields.delete(name); });
  });

  function restore() {
    folds().forEach((fold) => { fold.open = fold.open || open.includes(fold.id); });
  }
})();
