// Runs before the body is drawn: components of govuk-frontend start only when these classes are there.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
