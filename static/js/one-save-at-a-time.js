// The buttons of an editing form wait for the autosave that is on its way: two saves at once would each tell of the
// same new rows. One that is only announced is called off: the button's own save says everything.
(() => {
  const LONGEST = 15_000; // milliseconds: a save that hangs keeps no editor from publishing
  let announced = null; // { event, form, at }: an autosave that has neither arrived nor failed
  let isWaiting = false;

  const settled = () => {
    announced = null;
    document.dispatchEvent(new Event("save-settled"));
  };
  document.addEventListener("w-autosave:save", (event) => {
    announced = { event, form: event.target, at: performance.now() };
  });
  document.addEventListener("w-autosave:success", settled);
  document.addEventListener("w-autosave:error", settled);

  // Wagtail waits this long after announcing a save before it sends one.
  const isOnlyAnnounced = ({ form, at }) => performance.now() - at < Number(form.dataset.wAutosaveIntervalValue) - 100;

  const sendLater = (form, button) => {
    isWaiting = true;
    const send = () => {
      document.removeEventListener("save-settled", send);
      clearTimeout(timer);
      isWaiting = false;
      announced = null;
      if (button) button.disabled = false; // while it is, its name would not be sent
      form.requestSubmit(button);
    };
    const timer = setTimeout(send, LONGEST);
    document.addEventListener("save-settled", send);
  };

  document.addEventListener(
    "submit",
    (event) => {
      if (announced?.form !== event.target) return;
      if (isOnlyAnnounced(announced)) {
        announced.event.preventDefault();
        announced = null;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!isWaiting) sendLater(event.target, event.submitter);
    },
    true,
  );
})();
