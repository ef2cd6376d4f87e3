/* Saving when the session has ended meanwhile, or the server is out of reach: nothing is lost.
   Before a form is sent, the desk is asked whether its editor is signed in still. */
"use strict";

(() => {
  const said = document.currentScript.dataset;
  let asking = null;
  let sent = null;

  // What stands between the editor and saving, in words; a token where nothing does.
  const ask = async () => {
    try {
      const answer = await fetch(said.session, {
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(15000),
      });
      return answer.status === 401 ? { ended: true } : answer.ok ? await answer.json() : {};
    } catch (unreachable) {
      return { unreachable: true };
    }
  };

  const tell = (form, { ended }) => {
    form.querySelector(".not-saved")?.remove();
    const note = document.createElement("p");
    note.className = "errornote not-saved";
    note.setAttribute("role", "alert");
    note.tabIndex = -1;
    note.textContent = ended ? said.ended : said.unreachable;
    if (ended) {
      const link = document.createElement("a");
      Object.assign(link, { href: said.signIn, target: "_blank", textContent: said.again });
      note.append(" ", link, ".");
    }
    form.prepend(note);
    note.focus();
  };

  document.addEventListener(
    "submit",
    async (event) => {
      const form = event.target;
      if (form.method !== "post" || !form.closest("#content-main")) return;
      if (form === sent) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (form === asking) return; // pressed twice
      const { submitter } = event;
      asking = form;
      const answer = await ask();
      asking = null;
      if (answer.ended || answer.unreachable) {
        tell(form, answer);
        return;
      }
      // Signing in anew changes the token that the form was given.
      const token = form.querySelector("[name=csrfmiddlewaretoken]");
      if (token && answer.token) token.value = answer.token;
      sent = form;
      try {
        form.requestSubmit(submitter);
      } finally {
        sent = null;
      }
    },
    true,
  );
})();
