// Passkeys: asks the browser for one when a form[data-passkey] is sent, and sends its answer. The words of WebAuthn are
// translated by the library that comes with django-allauth (mfa/js/webauthn-json.js).
//
// Such a form is hidden until this is loaded: sent by itself it has no answer. data-passkey: "sign-in" asks the form's
// address for the options, "use" and "add" find them in the page (data-options).

const library = () => window.webauthnJSON;

/** The options for this form, as the server made them. */
async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${form.action} answers ${response.status}`);
  return (await response.json()).request_options;
}

/** A passkey that signs in alone is kept on the device, and asks for finger, face or PIN. */
function forAlone(options, alone) {
  Object.assign(options.publicKey.authenticatorSelection, {
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone && { userVerification: "required" }),
  });
  return options;
}

async function answerFor(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey !== "add") return library().get(options);
  return library().create(forAlone(options, form.elements.passwordless?.checked ?? false));
}

async function send(form) {
  const [button, trouble] = [form.querySelector("button"), form.querySelector("[data-trouble]")];
  button.disabled = true;
  trouble.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(await answerFor(form));
    form.submit();
  } catch {
    // Refused by the person, timed out, or no passkey for this site: the browser tells them apart for nobody.
    trouble.hidden = false;
    button.disabled = false;
  }
}

if (window.PublicKeyCredential && library()) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
