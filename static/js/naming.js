/* Names, focus and order where the admin's scripts leave them out: lists to search in, rows to
   remove. Without it the same can be done, and heard less well. */
"use strict";

(() => {
  // Select2 puts a box in the place of each list and hides the list, which still takes the focus.
  const hidden = "select.select2-hidden-accessible";
  const boxOf = (select) => select.nextElementSibling?.querySelector("[role=combobox]");
  const nameOf = (select) =>
    select.getAttribute("aria-label") || select.labels?.[0]?.textContent.replace(/:\s*$/, "") || "";
  const nameBox = (select) => {
    const box = boxOf(select);
    const name = nameOf(select);
    if (!box || !name) return;
    const chosen = select.selectedOptions[0]?.textContent.trim();
    box.removeAttribute("aria-labelledby");
    [box, box.querySelector("[role=textbox]")].forEach((part) => {
      part?.setAttribute("aria-label", chosen ? `${name}: ${chosen}` : name);
    });
    const said = document.getElementById(`${select.id}_error`);
    if (select.required) box.setAttribute("aria-required", "true");
    if (said) {
      box.setAttribute("aria-invalid", "true");
      box.setAttribute("aria-describedby", said.id);
    }
  };
  const nameBoxes = () => document.querySelectorAll("select.admin-autocomplete").forEach(nameBox);
  const passOn = (field) => {
    if (field?.matches(hidden)) boxOf(field)?.focus();
  };
  document.addEventListener("focusin", ({ target }) => passOn(target));

  // What removes a row is no part of the row's name.
  const removals = ".inline-related > h3 > :is(.delete, span:has(> .inline-deletelink))";
  const setApart = () => document.querySelectorAll(removals).forEach((removal) => {
    removal.classList.add("removal");
    removal.parentElement.after(removal);
  });

  // On a phone the rows of a table stand as blocks: each field bears the name of its column.
  const labelCells = () => document.querySelectorAll(".tabular").forEach((table) => {
    const removing = table.querySelector("thead th:last-child")?.textContent.trim();
    table.querySelectorAll("td:is([class*=field-], .delete)").forEach((cell) => {
      const name = cell.querySelector("[aria-label]")?.getAttribute("aria-label");
      const label = cell.matches(".delete") ? cell.querySelector("input") && removing : name;
      if (label) cell.dataset.label = label;
    });
    table.classList.add("labelled");
  });

  window.addEventListener("load", () => {
    labelCells();
    nameBoxes();
    setApart();
    passOn(document.activeElement);
    window.django?.jQuery(document).on("select2:open", ({ target }) => {
      const search = document.querySelector(".select2-container--open .select2-search__field");
      search?.setAttribute("aria-label", nameOf(target));
      search?.focus();
    });
    window.django?.jQuery(document).on("change", "select.admin-autocomplete", nameBoxes);
  });
  document.addEventListener("formset:added", () => {
    setApart();
    labelCells();
    setTimeout(nameBoxes);
  });
})();
