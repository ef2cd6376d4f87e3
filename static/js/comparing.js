// From change to change by keyboard: n and p. They rest while somebody types.
(function () {
  "use strict";
  const hint = document.getElementById("comparing-keys");
  if (!hint) { return; }
  hint.hidden = false;

  // What changed: each provision that is not as it was; the name of an article that shows none.
  const CHANGES = ".compared-provision:not(.is-kept), .compared.is-closed:not(.change-unchanged, .change-undecided) > h2";

  function changes() {
    return Array.from(document.querySelectorAll(CHANGES)).filter((place) => place.checkVisibility());
  }

  function step(by) {
    const places = changes();
    const own = document.activeElement;
    const isFollowing = Node.DOCUMENT_POSITION_FOLLOWING, isPreceding = Node.DOCUMENT_POSITION_PRECEDING;
    let next;
    if (own === document.body) {
      next = by > 0 ? places[0] : places[places.length - 1];
    } else if (by > 0) {
      next = places.find((place) => own.compareDocumentPosition(place) & isFollowing);
    } else {
      next = places.reverse().find((place) => own.compareDocumentPosition(place) & isPreceding && !place.contains(own));
    }
    if (next) {
      next.tabIndex = -1;
      next.focus();
      next.scrollIntoView({ block: "center" });
    }
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
