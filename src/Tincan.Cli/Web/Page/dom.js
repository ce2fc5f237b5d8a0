// Creates elements. Text is inserted as text, so nothing that a peer sends can become markup.

/** Makes an element: `el("span.size", "18 B")`. */
export function el(name, ...children) {
    const [tag, ...classes] = name.split(".");
    const node = document.createElement(tag);
    node.className = classes.join(" ");
    node.append(...children.filter(child => child !== null && child !== undefined));
    return node;
}

export const byId = id => document.getElementById(id);

/** Changes an element's text only if it differs, so that a selection stays and nothing is laid out again. */
export function setText(node, text) {
    if (node.textContent !== text) node.textContent = text;
}

export function setClass(node, name) {
    if (node.className !== name) node.className = name;
}
