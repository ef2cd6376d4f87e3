// All quotes of the page at once. Without JavaScript there is no button: each unfolds on its own.
(function () {
  "use strict";
  const button = document.getElementById("quotes");
  const quotes = Array.from(document.querySelectorAll("details.quote"));
  if (!button || quotes.length < 2) { return; }
  const toOpen = button.textContent;

  function show() {
    const all = quotes.every((quote) => quote.open);
    button.setAttribute("aria-expanded", String(all));
    button.textContent = all ? button.dataset.close : toOpen;
  }

  button.hidden = false;
  button.addEventListener("click", function () {
    const open = button.getAttribute("aria-expanded") !== "true";
    quotes.forEach((quote) => { quote.open = open; });
    show();
  });
  // A reader may open the last one by hand; this event does not bubble.
  document.addEventListener("toggle", show, true);
})();
