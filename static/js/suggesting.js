// Suggestions below a search field, as a combobox that a keyboard and a screen reader can use.
// htmx brings the options; without JavaScript the field is a field like any other.
(function () {
  "use strict";

  function boxOf(field) { return document.getElementById(field.dataset.suggestions); }
  function fieldOf(box) { return document.querySelector("[data-suggestions='" + box.id + "']"); }
  function optionsOf(box) { return Array.from(box.querySelectorAll("[role=option]")); }

  function dress() {
    document.querySelectorAll("[data-suggestions]:not([role])").forEach(function (field) {
      field.setAttribute("role", "combobox");
      field.setAttribute("aria-autocomplete", "list");
      field.setAttribute("aria-expanded", "false");
      field.setAttribute("aria-controls", field.dataset.suggestions);
    });
  }

  function open(field) {
    boxOf(field).hidden = false;
    field.setAttribute("aria-expanded", "true");
  }

  function close(field) {
    boxOf(field).hidden = true;
    field.setAttribute("aria-expanded", "false");
    mark(field, null);
  }

  function mark(field, option) {
    optionsOf(boxOf(field)).forEach((other) => other.setAttribute("aria-selected", String(other === option)));
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  function say(field, words) {
    document.getElementById(field.id + "-said").textContent = words;
  }

  document.addEventListener("htmx:afterSwap", function (event) {
    const box = event.detail.target;
    if (!box || !box.classList.contains("suggestions")) { return dress(); }
    const field = fieldOf(box), count = optionsOf(box).length;
    if (!field) { return; }
    mark(field, null);
    if (count && document.activeElement === field && field.value.trim()) { open(field); } else { close(field); }
    say(field, count ? box.dataset.said.replace("0", String(count)) : "");
  });

  document.addEventListener("keydown", function (event) {
    const field = event.target.closest("[data-suggestions]");
    if (!field || event.isComposing) { return; }
    const box = boxOf(field), options = optionsOf(box);
    const at = options.findIndex((option) => option.id === field.getAttribute("aria-activedescendant"));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options.length) { return; }
      event.preventDefault();
      // Past either end lies the field itself, with the words as they were typed.
      const places = options.length + 1, next = (at + 1 + (event.key === "ArrowDown" ? 1 : places - 1)) % places;
      open(field);
      mark(field, next ? options[next - 1] : null);
    } else if (event.key === "Escape" && !box.hidden) {
      event.preventDefault();
      close(field);
    } else if (event.key === "Enter" && at >= 0 && !box.hidden) {
      event.preventDefault();
      options[at].click();
    }
  });

  // The field keeps the focus while an option is clicked; leaving the field closes the box.
  document.addEventListener("mousedown", function (event) {
    if (event.target.closest(".suggestions")) { event.preventDefault(); }
  });
  document.addEventListener("focusout", function (event) {
    const field = event.target.closest("[data-suggestions]");
    if (field) { close(field); }
  });
  document.addEventListener("input", function (event) {
    const field = event.target.closest("[data-suggestions]");
    if (field && !field.value.trim()) { close(field); }
  });

  dress();
})();
