// The Checks panel counts the words of a post, not those of the page around it: its preview has them apart.
window.addEventListener("load", () => {
  if (!document.querySelector('[data-edit-form] [name="one_change"]')) return; // no post
  document.querySelectorAll('[data-controller~="w-preview"]').forEach((panel) => {
    const preview = window.wagtail?.app?.getControllerForElementAndIdentifier(panel, "w-preview");
    if (preview?.contentExtractorOptions) preview.contentExtractorOptions = { targetElement: "[data-words]" };
  });
});
