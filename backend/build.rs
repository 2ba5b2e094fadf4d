//! The page is embedded by a macro that cannot tell cargo of files which come and go. Whoever
//! builds the page says so here.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=EVENT_BOOKING_PAGE");
}
