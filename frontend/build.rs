//! Tells the linker what cutting the page into parts needs.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // Where each function is called from.
        println!("cargo::rustc-link-arg-bin=frontend=--emit-relocs");
    }
}
