//! Charts as SVG: quantities over time.

use crate::render::svg::Picture;

/// The size of the picture, and the margins around the chart.
const WIDTH: u32 = 800;
const HEIGHT: u32 = 400;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 780.0;
const TOP: f64 = 50.0;
const BOTTOM: f64 = 350.0;

/// One line of a chart.
pub(in crate::render) struct Line<'a> {
    /// What it shows.
    pub(in crate::render) name: &'a str,
    /// Of the line, and of its name.
    pub(in crate::render) color: &'a str,
    /// Seconds and value, in the order of time.
    pub(in crate::render) points: Vec<(f64, f64)>,
    /// Whether the value stays between two points, rather than moving to the next.
    pub(in crate::render) is_stepped: bool,
}

/// A chart of lines over time from 0 to `end_seconds`, with a title and the remark that belongs under it.
pub(in crate::render) fn chart(
    title: &str,
    remark: &str,
    lines: &[Line<'_>],
    end_seconds: f64,
) -> String {
    let mut picture = Picture::new(WIDTH, HEIGHT);
    let all = || lines.iter().flat_map(|line| line.points.iter());
    let top = all().map(|(_, value)| *value).fold(1.0, f64::max);
    let end = if end_seconds > 0.0 { end_seconds } else { 1.0 };
    let place = |(at, value): (f64, f64)| {
        let x = LEFT + (RIGHT - LEFT) * (at / end).clamp(0.0, 1.0);
        let y = BOTTOM - (BOTTOM - TOP) * (value / top).clamp(0.0, 1.0);
        (x, y)
    };
    picture.text(LEFT, 20.0, "#222222", title);
    for quarter in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let (x, y) = place((end * quarter, top * quarter));
        picture.line((LEFT, y), (RIGHT, y), "#e0e0e0");
        picture.text(
            5.0,
            y + 4.0,
            "#555555",
            &super::parts::decimal(top * quarter, 0),
        );
        picture.text(
            x - 20.0 * quarter,
            BOTTOM + 18.0,
            "#555555",
            &super::parts::seconds((end * quarter).round()),
        );
    }
    for (index, line) in lines.iter().enumerate() {
        let mut from: Option<(f64, f64)> = None;
        for point in line.points.iter().copied().map(place) {
            if let Some(from) = from {
                let corner = if line.is_stepped {
                    (point.0, from.1)
                } else {
                    point
                };
                picture.line(from, corner, line.color);
                if line.is_stepped {
                    picture.line(corner, point, line.color);
                }
            }
            from = Some(point);
        }
        if line.is_stepped
            && let Some(from) = from
        {
            picture.line(from, (RIGHT, from.1), line.color);
        }
        let x = LEFT + 140.0 * f64::from(u32::try_from(index).unwrap_or(0));
        picture.text(x, 38.0, line.color, line.name);
    }
    picture.text(5.0, f64::from(HEIGHT) - 8.0, "#555555", remark);
    picture.finish(title)
}
