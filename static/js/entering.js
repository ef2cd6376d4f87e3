/* Recommendations by keyboard: themes by first letters, places that become rows, known wordings,
   Ctrl+Enter. Like desk.js, it only saves time: without it the same is done by ticking and saving. */
"use strict";

(() => {
  const make = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // Themes: what is typed before a comma, Enter or Tab ticks the first theme that matches.
  const themesByName = (boxes) => {
    const group = boxes.closest("[role=group]");
    const { find, all, chosen, none, add, addAt } = group.dataset;
    if (!find) return;
    const name = group.getAttribute("aria-label");
    const rows = [...boxes.querySelectorAll("label")].map((label) => ({
      name: label.textContent.trim(),
      box: label.querySelector("input"),
    }));
    const input = make("input", {
      type: "text", id: "find_theme", className: "find-theme", autocomplete: "off", placeholder: find,
    });
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-label", name);
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", "themes_found");
    input.setAttribute("aria-expanded", "false");
    const told = make("p", { className: "chosen" });
    told.setAttribute("role", "status");
    const offers = make("p", { className: "offers" });
    const list = make("ul", { id: "themes_found", className: "places", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", name);
    const ticked = rows.filter((row) => row.box.checked);
    let marked = 0;

    const wordsOf = (typed) => typed.toLowerCase().split(/\s+/).filter(Boolean);
    const named = (typed) => {
      const words = wordsOf(typed);
      return rows.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
    };
    const matching = (typed) => {
      const words = wordsOf(typed);
      if (!words.length) return [];
      const open = named(typed).filter(({ box }) => !box.checked);
      const begins = ({ name }) => name.toLowerCase().startsWith(words[0]);
      return [...open.filter(begins), ...open.filter((row) => !begins(row))];
    };
    const tell = (missed = []) => {
      const names = ticked.map(({ name }) => name).join("; ");
      const notes = missed.map((typed) => none.replace("{typed}", typed));
      const text = [names && chosen + names, ...notes].filter(Boolean).join(" · ");
      if (told.textContent !== text) told.textContent = text; // else it would be read out again
      // A button that is about to be pressed stays: leaving the field tells the same again.
      if (!addAt || offers.told === String(missed)) return;
      offers.told = String(missed);
      offers.replaceChildren(...missed.map(offerToAdd));
    };
    // The page of a new theme opens in a window of its own, filled; what is saved there is ticked.
    const offerToAdd = (typed) => {
      const button = make("button", { type: "button", textContent: add.replace("{typed}", typed) });
      button.addEventListener("click", () => {
        const asked = new URLSearchParams({ _popup: 1, name: typed });
        window.open(`${addAt}?${asked}`, "id_themes", "height=600,width=800,resizable=yes,scrollbars=yes");
      });
      return button;
    };
    const dismiss = window.dismissAddRelatedObjectPopup;
    window.dismissAddRelatedObjectPopup = (popup, key, label) => {
      if (!popup.name.startsWith("id_themes")) return dismiss(popup, key, label);
      popup.close();
      takeNew(key, label);
    };
    const takeNew = (key, label) => {
      const box = make("input", { type: "checkbox", name: "themes", value: key, checked: true });
      boxes.append(make("div", {}, make("label", {}, box, ` ${label}`)));
      const row = { name: label, box };
      rows.push(row);
      ticked.push(row);
      input.value = "";
      tell();
      input.focus();
    };
    const show = () => {
      const found = matching(input.value);
      marked = Math.min(marked, Math.max(found.length - 1, 0));
      list.replaceChildren(...found.slice(0, 8).map((row, index) => {
        const option = make("li", { id: `theme_found_${index}`, textContent: row.name });
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", String(index === marked));
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          tick(row);
          input.value = "";
          show();
        });
        return option;
      }));
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      if (list.hidden) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", `theme_found_${marked}`);
        list.scrollIntoView({ block: "nearest" });
      }
    };
    const tick = (row) => {
      if (!row.box.checked) row.box.click();
    };
    const take = (typed) => {
      if (!typed.trim()) return true;
      const row = matching(typed)[marked];
      marked = 0;
      if (row) tick(row);
      return Boolean(row || named(typed).length); // one that is chosen already is there too
    };
    const takeAll = () => {
      const missed = input.value.split(/[,;]/).filter((typed) => !take(typed)).map((typed) => typed.trim());
      input.value = missed.join(", ");
      show();
      tell(missed);
    };
    boxes.addEventListener("change", ({ target }) => {
      const row = rows.find(({ box }) => box === target);
      const at = ticked.indexOf(row);
      if (target.checked && at < 0) ticked.push(row);
      if (!target.checked && at >= 0) ticked.splice(at, 1);
      tell();
    });
    input.addEventListener("input", () => {
      if (/[,;]/.test(input.value)) return takeAll();
      show();
      const typed = input.value.trim();
      tell(typed && !named(typed).length ? [typed] : []);
    });
    input.addEventListener("blur", () => {
      takeAll();
      list.hidden = true;
    });
    input.addEventListener("keydown", (event) => {
      const { key } = event;
      if (key === "Enter" && !event.ctrlKey && !event.metaKey) takeAll();
      else if (key === "Backspace" && !input.value && ticked.length) ticked.at(-1).box.click();
      else if ((key === "ArrowDown" || key === "ArrowUp") && !list.hidden) {
        const shown = list.children.length;
        marked = (marked + (key === "ArrowDown" ? 1 : -1) + shown) % shown;
        show();
      } else if (key === "Escape" && !list.hidden) list.hidden = true;
      else return;
      event.preventDefault();
    });
    const more = make("details", { className: "all-themes" }, make("summary", { textContent: all }));
    const field = make("div", { className: "themes-by-name" }, input, list, told, offers);
    boxes.before(field, more);
    more.append(boxes);
    tell();
  };

  // Places: an enumeration becomes rows; the wording known of a place is offered under its texts.
  const part = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const fire = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
  const inserts = (row) => part(row, "relation").value !== "at";
  const takeKnown = (row) => {
    const { known } = row;
    if (!known || inserts(row) || part(row, "base").value) return;
    part(row, "base").value = known.text;
    part(row, "basis").value = known.basis;
    row.querySelector(".known")?.remove();
    fire(part(row, "base"));
  };
  const offer = (row, known) => {
    row.querySelector(".known")?.remove();
    row.known = known;
    if (!known || inserts(row) || part(row, "base").value) return;
    const { knownOf, knownTake } = part(row, "place").dataset;
    const button = make("button", { type: "button", textContent: knownTake });
    button.addEventListener("click", () => {
      takeKnown(row);
      part(row, "base").focus();
    });
    const told = make("div", { className: "known" },
      make("p", {}, `${knownOf} ${known.source}: `, make("q", { textContent: known.text })), button);
    row.querySelector("[data-redline]").after(told);
  };
  // What is inserted has no base: one that was taken from what is known goes again.
  const relate = (row, relation) => {
    const field = part(row, "relation");
    if (relation || row.related) field.value = relation || "at";
    row.related = Boolean(relation);
    leaveBase(row);
  };
  const leaveBase = (row) => {
    const base = part(row, "base");
    if (inserts(row) && row.known?.text === base.value) {
      base.value = "";
      fire(base);
    }
    offer(row, row.known);
  };
  const emptyRow = () => {
    document.querySelector("#targets-group .add-row a")?.click();
    return [...document.querySelectorAll("#targets-group .inline-related:not(.empty-form)")].at(-1);
  };
  const rowsFor = async (address) => {
    try {
      const answer = await fetch(address);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null; // no connection, or the page to sign in again
    }
  };
  let placing = Promise.resolve();
  const intoRows = async (input) => {
    const typed = input.value.trim();
    const row = input.closest(".inline-related");
    if (!typed || input.understood === typed) return;
    input.understood = typed;
    const value = (name) => document.querySelector(`[name="${name}"]`)?.value || "";
    const asked = new URLSearchParams({
      typed, submission: value("submission"), draft: value("draft"), language: value("language"),
    });
    const { rows, relation } = (await rowsFor(`${input.dataset.rows}?${asked}`)) || {};
    if (!rows || input.value.trim() !== typed) {
      // Nothing was done about it: it is asked for anew when somebody comes by again.
      if (input.understood === typed) input.understood = "";
      return;
    }
    relate(row, relation);
    rows.forEach(({ text, known }, index) => {
      const here = index ? emptyRow() : row;
      if (!here) return;
      if (rows.length > 1) {
        part(here, "place").value = part(here, "place").understood = text;
        part(here, "basis").value = part(row, "basis").value;
        part(here, "relation").value = part(row, "relation").value;
      }
      offer(here, known);
    });
  };
  document.addEventListener("focusout", ({ target }) => {
    if (target.matches("[data-rows]")) placing = intoRows(target);
  });
  document.addEventListener("input", ({ target }) => {
    // Whoever writes what is proposed means a change of the wording that is known.
    if (target.name?.endsWith("-proposed")) takeKnown(target.closest(".inline-related"));
  });

  document.addEventListener("change", ({ target }) => {
    const row = target.name?.endsWith("-relation") && target.closest("#targets-group .inline-related");
    if (!row) return;
    row.related = false;
    leaveBase(row);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const next = document.querySelector("[name=_addnext]");
    if (!next || !event.target.closest("#recommendation_form")) return;
    event.preventDefault();
    document.activeElement.blur(); // themes and places that are typed are taken first
    placing.catch(() => {}).then(() => next.click());
  });

  // A remark that stays the same is not read out again.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { fragment, target } = event.detail;
    if (fragment.textContent.trim() === target.textContent.trim()) event.detail.shouldSwap = false;
  });
  document.addEventListener("DOMContentLoaded", () => {
    const boxes = document.getElementById("id_themes");
    if (boxes) themesByName(boxes);
  });
  // After the admin's own script, which goes to the first field: who it is from is known mostly.
  window.addEventListener("load", () => {
    const title = document.querySelector("#recommendation_form [autofocus]");
    const known = document.querySelector("#recommendation_form [name=submission]")?.value;
    const fault = document.querySelector("#recommendation_form .errorlist");
    if (title && known && !fault && location.pathname.endsWith("/add/")) title.focus();
  });
})();
