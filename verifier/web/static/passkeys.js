// Passkeys: asks the desk what to sign, has the browser sign it, puts the answer into the form's hidden field and sends the form.
// Without this script the buttons stay hidden, and the other ways to prove who one is go on working.

const TROUBLE = {
  NotAllowedError: "No passkey was used. Try again, or take another way.",
  InvalidStateError: "This device has a passkey of yours for this desk already.",
  SecurityError: "This browser takes no passkeys at this address.",
};

async function ask(button) {
  const { form, dataset } = button;
  const isNew = "passkeyNew" in dataset;
  if (isNew && !form.reportValidity()) return;
  const token = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  const answer = await fetch(dataset.passkey, { method: "POST", body: token, redirect: "error" });
  if (!answer.ok) throw new Error(answer.status === 429 ? "Too many tries. Wait five minutes." : "");
  const options = await answer.json();
  const signed = isNew
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  form.elements.passkey.value = JSON.stringify(signed);
  const senders = form.querySelectorAll("button:not([type=button])");
  if (senders.length > 1) return "The passkey has signed. Now press the button for what you want.";
  form.noValidate = true;
  form.requestSubmit(senders[0]);
}

for (const part of globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON ? document.querySelectorAll("[data-passkeys]") : []) {
  const button = part.querySelector("button");
  const said = part.querySelector("[role=status]");
  button.hidden = false;
  for (const words of part.querySelectorAll("[data-without]")) words.hidden = true;
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "";
    try {
      said.textContent = await ask(button) ?? "";
    } catch (error) {
      said.textContent = TROUBLE[error.name] ?? (error.message && error.name === "Error" ? error.message : "That did not work. Reload the page and try again.");
    }
    button.disabled = false;
  });
}
