//! The form of an event, for the page that publishes one and the page that changes one.

mod drawn;
mod fields;
mod picture;
mod picture_field;
mod preview;
mod typed;

use std::rc::Rc;

use yew::prelude::*;

pub use self::fields::{name_of, time_zone_options};
pub use self::picture::{PictureForm, use_picture};
use self::picture_field::PictureField;
pub use self::preview::Preview;
pub use self::typed::TypedEvent;
use crate::hooks::Form;

/// All fields, in three groups, and the picture.
pub fn event_fields(
    form: &Form<TypedEvent>,
    picture: &PictureForm,
    time_zones: &Rc<Vec<(AttrValue, AttrValue)>>,
) -> Html {
    html! {
        <>
            { fields::about(form) }
            <PictureField picture={picture.clone()} />
            { fields::when_and_where(form, time_zones) }
            { fields::who_and_how_much(form) }
        </>
    }
}
