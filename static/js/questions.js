// Sends the questions with the form still there: a signal that is lost takes no answer with it.
// Without this, the form is sent as any form is.
const form = document.querySelector("[data-asking]");
const offline = form?.querySelector("[data-offline]");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  offline.hidden = true;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      redirect: "follow",
    });
    if (answer.redirected) return location.assign(answer.url);
    form.submit(); // it came back with words: they are the server's to say, and nothing was counted
  } catch {
    offline.hidden = false;
    offline.scrollIntoView();
  }
  button.disabled = false;
});
