// A writer who was signed out in the middle of a text signs in over it and goes on.
(() => {
  const form = document.querySelector("[data-edit-form]");
  const said = document.querySelector("template[data-typed-offer]");
  if (!form || !said) return;
  const { user, signedIn } = said.dataset; // who was signed in, and the address of a page that says who is
  let dialog = null;
  const who = () => fetch(signedIn, { redirect: "manual", credentials: "same-origin" }).catch(() => null);

  const goOn = (token) => {
    document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((input) => {
      input.value = token;
    });
    dialog.close();
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true })); // so that it is saved again
  };
  const look = (frame) => {
    const page = frame.contentDocument?.querySelector("[data-signed-in-as]");
    const elsewhere = frame.contentDocument?.querySelector("[data-trust-account]");
    if (elsewhere) elsewhere.target = "_blank"; // no provider shows its page in a frame
    elsewhere?.addEventListener("click", () => {
      window.addEventListener(
        "focus",
        () => {
          frame.src = signedIn;
        },
        { once: true },
      );
    });
    if (!page) return;
    if (page.dataset.signedInAs === user) goOn(page.dataset.token);
    else dialog.querySelector("[data-other]").hidden = false;
  };
  const askToSignIn = () => {
    if (!dialog) {
      const template = document.querySelector("template[data-sign-in-again]");
      dialog = template.content.firstElementChild.cloneNode(true);
      document.body.append(dialog);
      dialog.querySelector("iframe").addEventListener("load", (event) => look(event.target));
    }
    if (dialog.open) return;
    dialog.querySelector("[data-other]").hidden = true; // from the last time
    dialog.querySelector("iframe").src = signedIn;
    dialog.showModal();
  };
  document.addEventListener("w-autosave:error", async () => {
    const answer = await who();
    if (answer && answer.type === "opaqueredirect") askToSignIn();
  });
})();
