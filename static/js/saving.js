/* Saving at the desk: what was refused is gone to, and what is not saved is not left unasked.
   Without it the page says the same, and whoever leaves it loses what was typed. */
"use strict";

(() => {
  const form = document.querySelector("#content-main > form[id$=_form]");
  if (!form) return;

  // A field may be shut away, such as the language, or stand behind one that a script has built.
  const goTo = (id) => {
    const place = document.getElementById(id);
    if (!place) return;
    const shut = place.closest("details");
    if (shut && !place.matches("#id_themes")) shut.open = true;
    const fields = "input:not([type=hidden]), select, textarea, a[href]";
    const field = place.matches(fields) ? place : (place.closest(".field-themes") || place).querySelector(fields);
    if (!field) return;
    const said = `${id}_error`;
    if (document.getElementById(said) && !field.getAttribute("aria-describedby")?.includes(said)) {
      field.setAttribute("aria-describedby", said);
    }
    field.focus();
  };
  const links = [...form.querySelectorAll(".faults a")];
  links.forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(link.hash.slice(1));
  }));
  // After the admin's own script, which goes to the first field of an empty form.
  window.addEventListener("load", () => {
    const told = form.querySelector(".conflict") || (!links.length && form.querySelector(".errornote"));
    if (told) {
      told.tabIndex = -1;
      told.focus();
    } else if (links.length) goTo(links[0].hash.slice(1));
  });

  // A form that came back holds what is recorded nowhere, though nobody has typed since.
  const isRefused = Boolean(form.querySelector(".errornote, .conflict"));
  const isChanged = (field) => {
    if (!field.name || field.disabled || field.type === "hidden") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== (field.defaultValue ?? field.value);
    const usual = [...field.options].some((option) => option.defaultSelected);
    const untouched = !usual && !field.multiple && field.selectedIndex <= 0;
    return !untouched && [...field.options].some((option) => option.selected !== option.defaultSelected);
  };
  let saving = false;
  form.addEventListener("submit", () => { saving = true; });
  // Whoever takes what is recorded means to leave what was typed.
  form.querySelector("[data-leave]")?.addEventListener("click", () => { saving = true; });
  window.addEventListener("pageshow", () => { saving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!saving && (isRefused || [...form.elements].some(isChanged))) event.preventDefault();
  });
})();
