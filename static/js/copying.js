// A button that copies a text of the page. Without JavaScript there is none: the text selects whole.
(function () {
  "use strict";
  if (!navigator.clipboard) { return; }
  document.querySelectorAll("button[data-copies]").forEach(function (button) {
    const text = document.getElementById(button.dataset.copies);
    const said = button.parentElement.querySelector("[role=status]");
    button.parentElement.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(text.textContent).then(function () {
        said.textContent = button.dataset.copied;
      });
    });
  });
})();
