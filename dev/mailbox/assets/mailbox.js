const pauseMs = 2000;

/** Fetches this very page again and takes over its list, so that new mail appears while another is being read. */
async function refresh() {
  const response = await fetch(location.href);
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  document.title = fresh.title;
  for (const id of ["list", "count"]) takeOver(document.getElementById(id), fresh.getElementById(id));
  const button = document.querySelector(".bar button");
  button.disabled = fresh.querySelector(".bar button").disabled;
}

/** Leaves what has not changed alone, and the keyboard's place in what has. */
function takeOver(current, fresh) {
  if (current.innerHTML === fresh.innerHTML) return;
  const focusedId = current.contains(document.activeElement) ? document.activeElement.id : "";
  current.replaceChildren(...fresh.childNodes);
  if (focusedId) document.getElementById(focusedId)?.focus();
}

setInterval(() => {
  if (!document.hidden) refresh().catch(() => {});
}, pauseMs);

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) refresh().catch(() => {});
});
