// Starts the password worker. Trunk can write this file, too, but in a form that wasm-bindgen warns
// about in the console.
importScripts("/password_worker.js");
wasm_bindgen({ module_or_path: "/password_worker_bg.wasm" });
