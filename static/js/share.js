// Opens the device's own way of sharing. Whoever changes their mind has done nothing wrong.
export default async function share(button) {
  const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  try {
    await navigator.share({ title: button.dataset.title, url });
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}
