//! The ratios as a picture: bars from the line where server and floor are as good as each other.

use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea;
use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, RGBColor};

use super::line::{Goal, Line};

const WIDTH: i32 = 900;
/// Of a line.
const HEIGHT: i32 = 34;
const BAR: i32 = 18;
/// Above the lines and below them.
const MARGIN: i32 = 40;
/// Where the bars may begin and end.
const PLOT: (i32, i32) = (300, 820);
const INK: RGBColor = RGBColor(0x1f, 0x29, 0x37);
const PALE: RGBColor = RGBColor(0xc8, 0xce, 0xd6);
const GOOD: RGBColor = RGBColor(0x2f, 0x7d, 0x5b);
const SHORT: RGBColor = RGBColor(0xb4, 0x53, 0x09);
const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);

/// A scale on which twice as good is always as far.
struct Scale {
    least: f64,
    most: f64,
}

impl Scale {
    fn of(lines: &[Line]) -> Self {
        let ratios = lines
            .iter()
            .map(|line| line.ratio)
            .filter(|ratio| *ratio > 0.0);
        let (least, most) = ratios.fold((0.5_f64, 2.0_f64), |(least, most), ratio| {
            (least.min(ratio), most.max(ratio))
        });
        Self {
            least: least.log2().floor(),
            most: most.log2().ceil(),
        }
    }

    fn x(&self, ratio: f64) -> i32 {
        let part = (ratio.log2() - self.least) / (self.most - self.least);
        let (from, to) = (f64::from(PLOT.0), f64::from(PLOT.1));
        (from + part.clamp(0.0, 1.0) * (to - from)).round() as i32
    }

    /// Powers of two.
    fn ticks(&self) -> impl Iterator<Item = f64> {
        (self.least as i32..=self.most as i32).map(|power| 2_f64.powi(power))
    }
}

/// The picture.
pub fn svg(lines: &[Line]) -> anyhow::Result<String> {
    let count = i32::try_from(lines.len())?;
    let bottom = MARGIN + count * HEIGHT;
    let size = (WIDTH.unsigned_abs(), (bottom + MARGIN).unsigned_abs());
    let scale = Scale::of(lines);
    let mut picture = String::new();
    {
        let area = SVGBackend::with_string(&mut picture, size).into_drawing_area();
        area.fill(&PAPER)?;
        let title = "times as good as the floor (1: the same; the longer to the right, the better)";
        area.draw(&text(title, (PLOT.0, MARGIN / 2), 13, HPos::Left))?;
        for tick in scale.ticks() {
            let x = scale.x(tick);
            let colour = if tick == 1.0 { INK } else { PALE };
            area.draw(&PathElement::new(vec![(x, MARGIN), (x, bottom)], colour))?;
            area.draw(&text(
                &format!("{tick}"),
                (x, bottom + 14),
                13,
                HPos::Center,
            ))?;
        }
        for (line, top) in lines.iter().zip((MARGIN..).step_by(HEIGHT as usize)) {
            let middle = top + HEIGHT / 2;
            let (x, one) = (scale.x(line.ratio), scale.x(1.0));
            let colour = if line.is_good() { GOOD } else { SHORT };
            let corners = [
                (x.min(one), middle - BAR / 2),
                (x.max(one), middle + BAR / 2),
            ];
            area.draw(&Rectangle::new(corners, colour.filled()))?;
            if let Some(Goal::Ratio(least)) = line.goal {
                let goal = scale.x(least);
                let ends = vec![
                    (goal, middle - HEIGHT / 2 + 3),
                    (goal, middle + HEIGHT / 2 - 3),
                ];
                area.draw(&PathElement::new(ends, INK.stroke_width(2)))?;
            }
            area.draw(&text(line.what, (PLOT.0 - 12, middle), 14, HPos::Right))?;
            let value = format!("{:.2}", line.ratio);
            area.draw(&text(&value, (x.max(one) + 6, middle), 13, HPos::Left))?;
        }
        area.present()?;
    }
    Ok(picture)
}

fn text(words: &str, at: (i32, i32), size: i32, side: HPos) -> Text<'static, (i32, i32), String> {
    let style = ("sans-serif", size).into_font().color(&INK);
    Text::new(
        words.to_owned(),
        at,
        style.pos(Pos::new(side, VPos::Center)),
    )
}

#[cfg(test)]
mod tests {
    use super::super::line::{Rounds, Unit};
    use super::{PLOT, Scale, svg};

    fn line(what: &'static str, ratio: f64) -> super::Line {
        let mut rounds = Rounds::default();
        rounds.add(ratio, 1.0);
        rounds.line((what, "least"), Unit::PerSecond, None)
    }

    #[test]
    fn the_scale_holds_all_ratios() {
        let lines = [line("a", 0.3), line("b", 9.7)];
        let scale = Scale::of(&lines);
        assert_eq!((scale.x(0.25), scale.x(16.0)), PLOT);
        assert_eq!(
            scale.ticks().collect::<Vec<_>>(),
            [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0]
        );
        assert!(scale.x(0.3) < scale.x(1.0) && scale.x(1.0) < scale.x(9.7));
    }

    #[test]
    fn every_line_is_in_the_picture() {
        let picture = svg(&[line("list of events", 0.9), line("login", 1.0)]).unwrap();
        for words in ["<svg", "list of events", "login", "0.90", "1.00", "</svg>"] {
            assert!(picture.contains(words), "{words}: {picture}");
        }
    }
}
