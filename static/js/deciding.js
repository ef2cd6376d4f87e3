// Keys for deciding: each button and link with data-key is pressed by that key. They rest while
// somebody types, and whoever has other uses for these keys turns them off.
(function () {
  "use strict";
  const note = document.getElementById("deciding-keys");
  const onOff = document.getElementById("deciding-keys-on");

  function kept() {
    try { return localStorage.getItem("keys"); } catch (refused) { return null; }
  }

  let on = kept() !== "off";
  if (note) {
    note.hidden = false;
    onOff.checked = on;
    onOff.addEventListener("change", function () {
      on = onOff.checked;
      try { localStorage.setItem("keys", on ? "on" : "off"); } catch (refused) { /* they last for this page */ }
    });
  }

  let leaving = false; // a key that is held down decides once
  window.addEventListener("pageshow", () => { leaving = false; });

  document.addEventListener("keydown", function (event) {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) { return; }
    if (!on || leaving || !/^[a-z]$/.test(event.key)) { return; }
    const act = document.querySelector("[data-key='" + event.key + "']");
    if (!act) { return; }
    event.preventDefault();
    if (act.matches("input")) {
      act.focus();
    } else {
      leaving = true;
      act.click();
    }
  });
})();
