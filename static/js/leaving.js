// What is being written is stored nowhere, since the next person may sit at this computer: so leaving asks
// first, and help opens beside it. docs/decisions/0030 says what else was weighed.
export default function guard(form) {
  let isSending = false;
  form.addEventListener("submit", () => {
    isSending = true;
  });
  addEventListener("pageshow", () => {
    isSending = false;
  });
  addEventListener("beforeunload", (event) => {
    const isBegun = [...form.querySelectorAll("textarea")].some(({ value }) => value.trim());
    if (isBegun && !isSending) event.preventDefault();
  });
  for (const link of document.querySelectorAll("a[data-help]")) {
    const told = Object.assign(document.createElement("span"), { className: "visually-hidden" });
    told.textContent = ` ${form.dataset.newTab}`;
    link.target = "_blank";
    link.append(told);
  }
}
