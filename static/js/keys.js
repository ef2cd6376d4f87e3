// Keys for the list: / to the words, j and k from result to result, ? for what there is. They rest
// while somebody types, and whoever has other uses for these keys turns them off.
(function () {
  "use strict";
  const dialog = document.getElementById("keys");
  const onOff = document.getElementById("keys-on");
  const opener = document.getElementById("keys-open");
  if (!dialog) { return; }

  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  onOff.checked = kept() !== "off";
  onOff.addEventListener("change", function () {
    try { localStorage.setItem("keys", onOff.checked ? "on" : "off"); } catch (refused) { /* they last for this page */ }
  });

  function kept() {
    try { return localStorage.getItem("keys"); } catch (refused) { return null; }
  }

  function step(by) {
    const results = Array.from(document.querySelectorAll("#listing .row-ask a"));
    const row = document.activeElement.closest(".rows > *, .listing-table tr");
    const at = row ? results.findIndex((result) => row.contains(result)) : -1;
    const next = results[at < 0 ? (by > 0 ? 0 : results.length - 1) : at + by];
    if (!next) { return; }
    next.focus({ preventScroll: true });
    next.closest(".row, tr").scrollIntoView({ block: "nearest" });
  }

  const acts = {
    "/": () => document.getElementById("q").focus(),
    "j": () => step(1),
    "k": () => step(-1),
    "?": () => dialog.showModal(),
  };

  document.addEventListener("keydown", function (event) {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    const act = onOff.checked && !dialog.open && acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
})();
