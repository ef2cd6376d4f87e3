// From change to change by keyboard: n and p. They rest while somebody types.
(function () {
  "use strict";
  const hint = document.getElementById("comparing-keys");
  if (!hint) { return; }
  hint.hidden = false;

  function step(by) {
    const names = Array.from(document.querySelectorAll(".compared:not(.change-unchanged) > h2"));
    const own = document.activeElement.closest(".compared");
    const at = own ? names.findIndex((name) => own.contains(name)) : -1;
    const next = names[at < 0 ? (by > 0 ? 0 : names.length - 1) : at + by];
    if (next) { next.focus(); }
  }

  document.addEventListener("keydown", function (event) {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    const by = { n: 1, p: -1 }[event.key];
    if (by) {
      event.preventDefault();
      step(by);
    }
  });
})();
