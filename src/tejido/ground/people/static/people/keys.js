// Buttons that only work with JavaScript appear once there is some.
for (const button of document.querySelectorAll("button[data-needs-script]")) button.hidden = false;
