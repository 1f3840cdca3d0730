// Copies what the button names, and says so where screen readers hear it.
export default async function copyText(button) {
  const said = document.querySelector("#copied");
  try {
    await navigator.clipboard.writeText(button.dataset.text);
    said.textContent = `Copied: ${button.dataset.text}`;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 3000);
  } catch {
    said.textContent = `Your browser did not allow it. The address is ${button.dataset.text}`;
  }
}
