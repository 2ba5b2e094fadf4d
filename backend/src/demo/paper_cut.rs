//! Pictures for some of the demo events, cut from paper by a program: no picture lies in the
//! repository, and each comes out the same every time.

use image::{DynamicImage, Rgb, RgbImage};

use super::dice::Dice;

/// Width and height in pixels.
const SIZE: (u32, u32) = (1600, 900);
/// How far a sheet casts its shadow upwards, in pixels.
const SHADOW: f64 = 26.0;

type Colour = [f64; 3];

const CREAM: Colour = [250.0, 240.0, 220.0];
const PEACH: Colour = [251.0, 211.0, 184.0];
const OCHRE: Colour = [232.0, 168.0, 74.0];
const TERRACOTTA: Colour = [194.0, 80.0, 44.0];
const WINE: Colour = [118.0, 40.0, 34.0];
const MOSS: Colour = [74.0, 104.0, 74.0];
const PINE: Colour = [38.0, 66.0, 58.0];
const DUSK: Colour = [58.0, 66.0, 104.0];
const NIGHT: Colour = [26.0, 30.0, 52.0];
const LIGHT: Colour = [255.0, 214.0, 122.0];

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// Hills under a low sun.
    Hills,
    /// Lanterns over dark hills.
    Lanterns,
    /// A street at night.
    Street,
}

/// Events that have a picture, and what is said of it.
const SHOWN: &[(&str, Scene, &str)] = &[
    (
        "Night of the Small Stages",
        Scene::Lanterns,
        "Paper lanterns over dark hills",
    ),
    (
        "Choir without talent",
        Scene::Hills,
        "Hills of paper under a low sun",
    ),
    (
        "Supper for strangers",
        Scene::Street,
        "A street of paper houses at night, windows lit",
    ),
    (
        "Moonrise Concert on the Roof",
        Scene::Street,
        "Roofs of paper under a large moon",
    ),
    (
        "A Walk to the End of the Tram Line",
        Scene::Hills,
        "Hills of paper, one behind the other",
    ),
    (
        "The Cold Water Club Meets the Lake",
        Scene::Hills,
        "Hills of paper under a morning sun",
    ),
    (
        "Night Bus Cinema",
        Scene::Street,
        "A street of paper houses late at night",
    ),
    (
        "Nachtwanderung mit Thermoskanne",
        Scene::Lanterns,
        "Papierlaternen über dunklen Hügeln",
    ),
    (
        "Spaziergang mit Umwegen",
        Scene::Hills,
        "Hügel aus Papier unter tiefer Sonne",
    ),
    (
        "Nacht der offenen Ateliers",
        Scene::Street,
        "Eine Straße aus Papierhäusern bei Nacht",
    ),
    (
        "Hofkino: ein Film, zwei Decken",
        Scene::Lanterns,
        "Laternen aus Papier in einem dunklen Hof",
    ),
    (
        "Tag der offenen Gartentür",
        Scene::Hills,
        "Hügel aus Papier im Frühlicht",
    ),
];

/// What an event looks like, and what is said of that, if it has a picture.
pub fn scene_of(title: &str) -> Option<(Scene, &'static str)> {
    let found = SHOWN.iter().find(|(shown, ..)| *shown == title);
    found.map(|(_, scene, words)| (*scene, *words))
}

/// A sheet of paper from an edge downwards.
struct Sheet {
    /// The upper edge, for each column.
    edge: Vec<f64>,
    colour: Colour,
}

/// A sun, a moon, a lantern, a window.
struct Lamp {
    at: (f64, f64),
    radius: f64,
    glow: f64,
}

/// Cuts a scene out.
pub fn draw(scene: Scene, dice: &mut Dice) -> DynamicImage {
    let (sky, lamps, sheets) = match scene {
        Scene::Hills => (
            (PEACH, CREAM),
            vec![lamp(dice, 0.3, 95.0, 0.45)],
            hills(dice, &[OCHRE, TERRACOTTA, MOSS, PINE], 0.42),
        ),
        Scene::Lanterns => (
            (NIGHT, DUSK),
            (0..9)
                .map(|_| {
                    let radius = 26.0 + dice.fraction() * 40.0;
                    lamp(dice, 0.22 + 0.4 * radius / 66.0, radius, 1.0)
                })
                .collect(),
            hills(dice, &[DUSK, PINE, NIGHT], 0.62),
        ),
        Scene::Street => (
            (DUSK, TERRACOTTA),
            vec![lamp(dice, 0.24, 88.0, 0.6)],
            vec![
                houses(dice, 0.45, 130, WINE),
                houses(dice, 0.58, 180, DUSK),
                houses(dice, 0.74, 240, NIGHT),
            ],
        ),
    };
    let picture = RgbImage::from_fn(SIZE.0, SIZE.1, |x, y| {
        let (at, height) = ((f64::from(x), f64::from(y)), f64::from(SIZE.1));
        let mut colour = mix(sky.0, sky.1, at.1 / height);
        for lamp in &lamps {
            colour = lit(colour, lamp, at);
        }
        for sheet in &sheets {
            let above = sheet.edge[x as usize] - at.1;
            if above <= 0.0 {
                // A little lighter towards its edge, as paper is that stands up.
                colour = mix(sheet.colour, CREAM, (0.1 + above / 1_600.0).max(0.0));
            } else if above < SHADOW {
                colour = mix(colour, [0.0; 3], 0.28 * (1.0 - above / SHADOW).powi(2));
            }
        }
        Rgb(colour.map(|part| part.clamp(0.0, 255.0) as u8))
    });
    picture.into()
}

fn mix(one: Colour, other: Colour, share: f64) -> Colour {
    [0, 1, 2].map(|part| one[part] + (other[part] - one[part]) * share)
}

fn lit(colour: Colour, lamp: &Lamp, (x, y): (f64, f64)) -> Colour {
    let distance = (x - lamp.at.0).hypot(y - lamp.at.1) - lamp.radius;
    // The edge is as soft as one pixel.
    let inside = (0.5 - distance).clamp(0.0, 1.0);
    let glow = lamp.glow * 0.5 * (-distance.max(0.0) / lamp.radius).exp();
    mix(mix(colour, LIGHT, glow), LIGHT, inside)
}

fn lamp(dice: &mut Dice, height: f64, radius: f64, glow: f64) -> Lamp {
    Lamp {
        at: (
            f64::from(SIZE.0) * (0.08 + 0.84 * dice.fraction()),
            f64::from(SIZE.1) * height,
        ),
        radius,
        glow,
    }
}

fn hills(dice: &mut Dice, colours: &[Colour], highest: f64) -> Vec<Sheet> {
    let step = (0.97 - highest) / colours.len() as f64;
    colours
        .iter()
        .enumerate()
        .map(|(number, colour)| {
            let base = f64::from(SIZE.1) * (highest + step * number as f64);
            let waves: Vec<_> = [(46.0, 1.3), (22.0, 3.1), (9.0, 7.0)]
                .into_iter()
                .map(|(height, count)| (height, count + dice.fraction(), dice.fraction() * 6.3))
                .collect();
            let edge = (0..SIZE.0).map(|x| {
                let part = f64::from(x) / f64::from(SIZE.0) * std::f64::consts::TAU;
                let wave = |(height, count, start): &(f64, f64, f64)| {
                    height * (part * count + start).sin()
                };
                base + waves.iter().map(wave).sum::<f64>()
            });
            Sheet {
                edge: edge.collect(),
                colour: *colour,
            }
        })
        .collect()
}

/// A row of houses with pointed roofs.
fn houses(dice: &mut Dice, height: f64, width: usize, colour: Colour) -> Sheet {
    let mut edge = Vec::with_capacity(SIZE.0 as usize);
    while edge.len() < SIZE.0 as usize {
        let wide = width / 2 + dice.below(width);
        let eaves = f64::from(SIZE.1) * (height + 0.12 * (dice.fraction() - 0.5));
        let steep = 0.5 + 0.5 * dice.fraction();
        let half = wide as f64 / 2.0;
        edge.extend((0..wide).map(|x| eaves - (half - (x as f64 - half).abs()) * steep));
    }
    Sheet { edge, colour }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::{english, german};

    #[test]
    fn every_picture_belongs_to_an_event() {
        for (title, ..) in SHOWN {
            let mut events = english::EVENTS.into_iter().chain(german::EVENTS).flatten();
            assert!(events.any(|event| event.title == *title), "{title}");
        }
    }

    #[test]
    fn the_same_dice_cut_the_same_picture() {
        let cut = || draw(Scene::Street, &mut Dice::new(7)).into_rgb8();
        assert!(cut() == cut());
    }
}
