// Whoever comes back to the list finds it as it was left: where it was scrolled to, what had the
// focus, what was open. Browsers that keep the whole page do this themselves.
(function () {
  "use strict";
  const KEY = "list ";
  let left = location.href;

  function keep() {
    const focused = document.activeElement && document.activeElement.id;
    const folds = Array.from(document.querySelectorAll("#listing details[id]:not(.menu)"));
    const state = { y: scrollY, focused: focused, open: folds.filter((fold) => fold.open).map((fold) => fold.id) };
    try { sessionStorage.setItem(KEY + left, JSON.stringify(state)); } catch (refused) { /* then it is not kept */ }
  }

  function restore() {
    let state = null;
    try { state = JSON.parse(sessionStorage.getItem(KEY + location.href)); } catch (refused) { /* nothing is kept */ }
    if (!state) {
      history.scrollRestoration = "auto";
      return;
    }
    document.querySelectorAll("#listing details[id]:not(.menu)").forEach(function (fold) {
      fold.open = state.open.includes(fold.id);
    });
    const focused = state.focused && document.getElementById(state.focused);
    if (focused) { focused.focus({ preventScroll: true }); }
    scrollTo(0, state.y);
    history.scrollRestoration = "auto";
  }

  // Before a page is left, and before htmx puts another list in its place.
  addEventListener("pagehide", keep);
  document.addEventListener("htmx:beforeSwap", keep);
  document.addEventListener("htmx:pushedIntoHistory", () => { left = location.href; });
  // Going back over a list put in place loads the page anew; the browser calls that a reload.
  addEventListener("popstate", function () {
    try { sessionStorage.setItem("returning", "yes"); } catch (refused) { /* then it starts at its top */ }
  });

  const entry = performance.getEntriesByType("navigation")[0];
  let returning = entry && entry.type === "back_forward";
  try {
    returning = returning || sessionStorage.getItem("returning") === "yes";
    sessionStorage.removeItem("returning");
  } catch (refused) { /* as the browser says */ }
  if (returning) {
    // What the browser remembers of a page loaded anew belongs to the list that stood there last.
    history.scrollRestoration = "manual";
    // Letters that arrive late make lines longer or shorter, and would move what is in sight.
    const settled = () => document.fonts.ready.then(restore);
    if (document.readyState === "complete") { settled(); } else { addEventListener("load", settled); }
  }
})();
