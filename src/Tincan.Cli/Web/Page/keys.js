// Keyboard shortcuts. Letters are shortcuts only outside text inputs.

/** @param actions What each key does, by its name, as `event => …`; `Escape` is heard everywhere. */
export function listen(actions) {
    document.addEventListener("keydown", event => {
        const isWriting = event.target.closest("input, textarea");
        if (event.ctrlKey || event.metaKey || event.altKey || (isWriting && event.key !== "Escape" && event.key !== "Enter")) return;
        // Forms, buttons and open dialogs handle Enter and Escape themselves.
        if (event.target.closest("form, fieldset")) return;
        if (event.target.closest("button, summary") && (event.key === "Enter" || event.key === " ")) return;
        if (document.querySelector("dialog[open]")) return;
        const action = actions[event.key];
        if (action) {
            event.preventDefault();
            action(event);
        }
    });
}
