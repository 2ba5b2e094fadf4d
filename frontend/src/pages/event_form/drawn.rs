//! A picture that was chosen and is not sent yet. An `<img>` would need an address for it, which the
//! content security policy would have to allow, so it is drawn.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};
use yew::prelude::*;

use crate::browser;

/// How wide it is drawn at most, in pixels.
const WIDTH: f64 = 900.0;

/// Properties of [`Drawn`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What was chosen.
    pub file: File,
    /// How it is placed.
    pub class: &'static str,
    /// What it is called; without a name it only decorates.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Hears that it is no picture.
    #[prop_or_default]
    pub on_bad: Callback<()>,
}

/// The picture in a file.
#[component]
pub fn Drawn(props: &Props) -> Html {
    let node = use_node_ref();
    {
        let (node, on_bad) = (node.clone(), props.on_bad.clone());
        use_effect_with(props.file.clone(), move |file| {
            let file = file.clone();
            let is_shown = Rc::new(Cell::new(true));
            let is_wanted = is_shown.clone();
            spawn_local(async move {
                if draw(&node, &file, &is_wanted).await.is_none() && is_wanted.get() {
                    on_bad.emit(());
                }
            });
            move || is_shown.set(false)
        });
    }
    html! {
        <canvas
            ref={node}
            class={props.class}
            role={props.label.is_some().then_some("img")}
            aria-label={props.label.clone()}
            aria-hidden={props.label.is_none().then_some("true")}
        />
    }
}

async fn draw(node: &NodeRef, file: &File, is_wanted: &Cell<bool>) -> Option<()> {
    let promise = browser::window().create_image_bitmap_with_blob(file).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    // Something else was chosen meanwhile.
    let canvas = node.cast::<HtmlCanvasElement>();
    let Some(canvas) = canvas.filter(|_| is_wanted.get()) else {
        return Some(());
    };
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (WIDTH / width).min(1.0);
    canvas.set_width((width * scale) as u32);
    canvas.set_height((height * scale) as u32);
    let context = canvas.get_context("2d").ok()??;
    let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(
            &bitmap,
            0.0,
            0.0,
            width * scale,
            height * scale,
        )
        .ok()?;
    bitmap.close();
    Some(())
}
