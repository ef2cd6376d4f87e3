// A link to a provision leads there as any link does, and copies its whole address; that is said.
(function () {
  "use strict";
  const said = document.getElementById("said");
  if (!navigator.clipboard || !said) { return; }
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-says]");
    // With a key held down the reader wants another tab or window.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
    said.textContent = ""; // so that the same words are said again
    navigator.clipboard.writeText(link.href).then(
      function () { said.textContent = link.dataset.says; },
      function () {} // not allowed to: the address is in the address bar
    );
  });
})();
