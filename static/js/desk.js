/* The desk while somebody types: places are suggested, and redlines follow.
   Everything here only saves time: without it the same is done by typing and saving. */
"use strict";

(() => {
  // Each element waits for itself, so that typing in one row does not hold up another.
  const later = (wait, act) => {
    const timers = new WeakMap();
    return (element) => {
      clearTimeout(timers.get(element));
      timers.set(element, setTimeout(() => act(element), wait));
    };
  };
  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // Redline: the server compares, so that there is one comparison in the house.
  const compare = async (row) => {
    const field = (name) => row.querySelector(`textarea[name$="-${name}"]`);
    const shown = row.querySelector("[data-redline]");
    if (!shown || !field("base")) return;
    const body = new URLSearchParams({ base: field("base").value, proposed: field("proposed").value });
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const asked = (shown.asked = (shown.asked || 0) + 1);
    const answer = await fetch(field("base").dataset.redlineOf, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token },
    });
    // An answer that a later one has overtaken is thrown away.
    if (answer.ok && asked === shown.asked) shown.innerHTML = await answer.text();
  };
  const compareSoon = later(300, compare);

  // Places: a list under the field, after the combobox pattern of the ARIA practices.
  let list = null;
  const close = () => {
    if (!list) return;
    list.input.setAttribute("aria-expanded", "false");
    list.input.removeAttribute("aria-activedescendant");
    list.box.remove();
    list = null;
  };
  const choose = (option) => {
    const { input } = list;
    input.value = option.dataset.text;
    close();
    input.focus();
  };
  const mark = (step) => {
    const options = [...list.box.querySelectorAll("[role=option]")];
    if (!options.length) return;
    const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const next = options[(now + step + options.length + (now < 0 && step < 0 ? 1 : 0)) % options.length];
    options.forEach((option) => option.setAttribute("aria-selected", String(option === next)));
    list.input.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  };
  const show = (input, answer) => {
    close();
    const id = `${input.id}_places`;
    const options = answer.places.map((place, index) => {
      const option = element(
        "li",
        { id: `${id}_${index}`, role: "option" },
        element("strong", { textContent: place.text }),
        place.heading ? ` ${place.heading}` : "",
        place.note ? element("em", { textContent: ` (${place.note})` }) : "",
      );
      option.dataset.text = `${answer.before || ""}${place.text}`;
      option.setAttribute("aria-selected", "false");
      return option;
    });
    const box = options.length
      ? element("ul", { id, role: "listbox", className: "places", ariaLabel: input.labels[0]?.textContent }, ...options)
      : element("p", { id, role: "status", className: "places", textContent: answer.note });
    input.after(box);
    input.setAttribute("aria-expanded", String(options.length > 0));
    input.setAttribute("aria-controls", id);
    list = { input, box };
  };
  const suggest = later(200, async (input) => {
    const typed = input.value.trim();
    if (!typed) return close();
    const submission = document.querySelector("[name=submission]")?.value || "";
    const asked = new URLSearchParams({ submission, typed });
    const answer = await fetch(`${input.dataset.places}?${asked}`);
    if (answer.ok && document.activeElement === input && input.value.trim() === typed) {
      show(input, await answer.json());
    }
  });

  document.addEventListener("input", ({ target }) => {
    if (target.matches("[data-places]")) suggest(target);
    if (target.matches("[data-redline-of]")) compareSoon(target.closest(".inline-related"));
  });
  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches("[data-places]")) return;
    target.setAttribute("role", "combobox");
    target.setAttribute("aria-autocomplete", "list");
    target.setAttribute("aria-expanded", String(list?.input === target));
  });
  document.addEventListener("focusout", ({ target }) => {
    if (list?.input === target) close();
  });
  document.addEventListener("keydown", (event) => {
    if (!list || event.target !== list.input) return;
    const chosen = list.box.querySelector("[aria-selected=true]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") mark(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && chosen) choose(chosen);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest(".places [role=option]");
    if (!option) return;
    event.preventDefault();
    choose(option);
  });

  document.addEventListener("DOMContentLoaded", () => {
    // A form that came back with faults shows what was typed, so its redlines are compared anew.
    if (document.querySelector(".errornote, .conflict")) {
      document.querySelectorAll("[data-redline]").forEach((box) => compare(box.closest(".inline-related")));
    }
  });
})();
