/* Flock's enhancement: every page works without it. Each module minds one thing. */
document.documentElement.classList.add("has-js");
