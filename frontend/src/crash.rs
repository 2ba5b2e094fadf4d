//! What happens when the program itself fails: the cause goes to the console, and the person sees
//! a page that says so and offers to load again. After a panic nothing of the program may run, so
//! this works on the document directly.

use crate::{browser, t};

/// Takes over what a panic does.
pub fn install() {
    yew::set_custom_panic_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        show();
    }));
}

fn show() {
    let document = browser::document();
    let Some(root) = document.get_element_by_id("app") else {
        return;
    };
    root.set_text_content(None);
    let Ok(main) = document.create_element("main") else {
        return;
    };
    main.set_class_name("wrap py-16 grid gap-4 justify-items-start");
    let parts = [
        ("h1", "", t!("failure-title")),
        ("p", "text-soft max-w-prose", t!("crash-text")),
        ("a", "btn btn-primary", t!("crash-reload")),
    ];
    for (tag, class, words) in parts {
        let Ok(element) = document.create_element(tag) else {
            continue;
        };
        element.set_class_name(class);
        element.set_text_content(Some(&words));
        if tag == "a" {
            // A full load of this address, since the program cannot go on.
            let _ = element.set_attribute("href", &browser::current_address());
        }
        let _ = main.append_child(&element);
    }
    let _ = root.append_child(&main);
}
