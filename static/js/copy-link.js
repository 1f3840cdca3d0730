// Copies the page's own address, without what brought the reader here.
export default async function copyLink(button) {
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const said = button.closest("aside").querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(address);
    said.textContent = "Copied. Paste it wherever you like.";
  } catch {
    said.textContent = `Your browser did not allow it. The address is ${address}`;
  }
}
