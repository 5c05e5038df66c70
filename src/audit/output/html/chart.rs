//! A histogram as an SVG that needs no script.

use std::io::{self, Write};

use super::escape::Text;
use super::histogram::{Bin, Histogram};
use super::numbers::{grouped, mark};
use super::words::counted;
use crate::language::{Language, say};
use crate::model::{Rational, Unit, Value};
use crate::profile::Range;

/// In the SVG's own units, which are pixels at its natural size.
const WIDTH: f64 = 280.0;
const HEIGHT: f64 = 112.0;
/// The base line of the bars, and the height of the highest.
const BASE: f64 = 90.0;
const TALLEST: f64 = 76.0;
/// The least height of a bar with a count, so that it is visible.
const SHORTEST: f64 = 2.0;

/// A histogram with its words.
pub(super) struct Chart {
    pub(super) title: &'static str,
    /// What is counted: one and many.
    pub(super) things: [&'static str; 2],
    pub(super) language: Language,
    pub(super) unit: Unit,
    pub(super) histogram: Histogram,
}

impl Chart {
    /// Writes the chart as a `figure`.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let [one, many] = self.things;
        let language = self.language;
        let values = counted(self.histogram.values(), one, many, language);
        let window = self.words(self.histogram.window());
        let [outside, window] = match self.histogram.outside() {
            0 => [String::new(), say!(language, "all within {window}", window).into_owned()],
            outside => [say!(language, "{count} outside ", count = grouped(outside)).into_owned(), window],
        };
        let title = self.title;
        writeln!(out, "<figure class=\"chart\"><figcaption><strong>{title}</strong> <span>{values}</span>")?;
        writeln!(out, "<span><b>{outside}</b>{}</span></figcaption>", Text(&window))?;
        let label = say!(language, "{title}: {values}, {outside}{window}", title, values, outside, window);
        writeln!(out, "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">", Text(&label))?;
        self.window(out)?;
        self.bars(out)?;
        self.axis(out)?;
        writeln!(out, "</svg></figure>")
    }

    fn window(&self, out: &mut dyn Write) -> io::Result<()> {
        let [left, right] = self.window_ends();
        let width = right - left;
        writeln!(out, "<rect class=\"window\" x=\"{left:.1}\" y=\"0\" width=\"{width:.1}\" height=\"{BASE}\"/>")
    }

    fn bars(&self, out: &mut dyn Write) -> io::Result<()> {
        let most = self.histogram.bins().map(|bin| bin.count).max().unwrap_or_default();
        let step = self.step();
        let mut left = 0.0;
        for bin in self.histogram.bins() {
            if bin.count > 0 {
                let height = (ratio(bin.count, most) * TALLEST).max(SHORTEST);
                let class = if bin.inside { "in" } else { "out" };
                let (x, y, width) = (left + 0.5, BASE - height, step - 1.0);
                write!(
                    out,
                    "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\">"
                )?;
                writeln!(out, "<title>{}</title></rect>", self.bin_words(bin))?;
            }
            left += step;
        }
        Ok(())
    }

    /// The base line, the ends of the window, and the ends of all bins.
    fn axis(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<line class=\"axis\" x1=\"0\" y1=\"{BASE}\" x2=\"{WIDTH}\" y2=\"{BASE}\"/>")?;
        let y = BASE + 16.0;
        let mut bins = self.histogram.bins();
        if let (Some(first), Some(last)) = (bins.next(), bins.last()) {
            writeln!(out, "<text class=\"end\" x=\"0\" y=\"{y}\">{}</text>", mark(first.from))?;
            writeln!(out, "<text class=\"end\" x=\"{WIDTH}\" y=\"{y}\" text-anchor=\"end\">{}</text>", mark(last.to))?;
        }
        let ([left, right], window) = (self.window_ends(), self.histogram.window());
        // Away from each other: the window may be narrower than its two numbers.
        for (x, anchor, end) in [(left + 2.0, "end", window.min), (right - 2.0, "start", window.max)] {
            if let Some(end) = end {
                let text = mark(end.to_f64());
                writeln!(out, "<text class=\"limit\" x=\"{x:.1}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>")?;
            }
        }
        Ok(())
    }

    /// Left and right end of the window.
    fn window_ends(&self) -> [f64; 2] {
        let step = self.step();
        let before = self.histogram.bins().take_while(|bin| !bin.inside).map(|_| step).sum::<f64>();
        let within = self.histogram.bins().filter(|bin| bin.inside).map(|_| step).sum::<f64>();
        [before, before + within]
    }

    /// Width of a bin.
    fn step(&self) -> f64 {
        WIDTH / self.histogram.bins().map(|_| 1.0).sum::<f64>()
    }

    fn words(&self, window: Range) -> String {
        let number = |end: Rational| match end.den() {
            1 => grouped(end.num()),
            _ => Value::Fraction(end).to_string(),
        };
        let unit = match self.unit {
            Unit::WidthOverHeight => String::new(),
            unit => unit.text_in(self.language),
        };
        match (window.min, window.max) {
            (Some(min), Some(max)) => {
                say!(self.language, "{min} – {max}{unit}", min = number(min), max = number(max), unit)
            }
            (Some(min), None) => say!(self.language, "{min}{unit} and more", min = number(min), unit),
            (None, Some(max)) => say!(self.language, "{max}{unit} and less", max = number(max), unit),
            (None, None) => say!(self.language, "any"),
        }
        .into_owned()
    }

    fn bin_words(&self, bin: Bin) -> String {
        let [one, many] = self.things;
        let values = counted(bin.count, one, many, self.language);
        let (from, to) = (mark(bin.from), mark(bin.to));
        say!(self.language, "{from} – {to}: {values}", from, to, values).into_owned()
    }
}

/// For the height of a bar.
#[allow(clippy::cast_precision_loss)]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;

    fn written(values: &[u64]) -> String {
        let mut histogram = Histogram::around(Profile::default().video.fps.documented, 5.0);
        for &value in values {
            histogram.count(Rational::from(value));
        }
        let chart = Chart {
            title: "Frame rate",
            things: ["{count} video", "{count} videos"],
            language: Language::English,
            unit: Unit::FramesPerSecond,
            histogram,
        };
        let mut out = Vec::new();
        chart.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_window_and_what_lies_beside_it_are_drawn() {
        let svg = written(&[30, 30, 60, 12]);
        assert!(svg.contains("4 videos") && svg.contains("1 outside 24 – 60 fps"), "{svg}");
        assert_eq!(svg.matches("class=\"in\"").count(), 2);
        assert_eq!(svg.matches("class=\"out\"").count(), 1);
        assert_eq!(svg.matches("class=\"window\"").count(), 1);
    }

    #[test]
    fn one_among_millions_is_seen() {
        let mut values = vec![30; 10_000];
        values.push(200);
        assert!(written(&values).contains(&format!("y=\"{:.1}\"", BASE - SHORTEST)));
    }
}
