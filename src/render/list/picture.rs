//! The flow of events as SVG: a column for each kind of node.

use crate::render::printable::cut;
use crate::render::svg::Picture;
use crate::report::list::{GraphReport, NodeKind, NodeReport};

/// What stands above each column, and how its boxes are filled.
const COLUMNS: [(NodeKind, &str, &str); 5] = [
    (NodeKind::Producer, "producers", "#e8f0fe"),
    (NodeKind::Bus, "buses", "#fde7f3"),
    (NodeKind::Rule, "rules, schedules, pipes", "#f1f3f4"),
    (NodeKind::Target, "targets", "#e6f4ea"),
    (NodeKind::DeadLetterQueue, "dead-letter queues", "#fce8e6"),
];

const BOX_WIDTH: u32 = 220;
const BOX_HEIGHT: u32 = 24;
const COLUMN_WIDTH: u32 = 280;
const ROW_HEIGHT: u32 = 36;
const MARGIN: u32 = 20;
const HEADING: u32 = 56;

/// The most characters that a box has room for.
const LABEL_CHARACTERS: usize = 34;

pub(super) fn picture(graph: &GraphReport) -> String {
    let mut rows = [0_u32; COLUMNS.len()];
    let places: Vec<(u32, u32)> = graph
        .nodes
        .iter()
        .map(|node| {
            let column = column(node.kind);
            let row = rows.get_mut(column).map_or(0, |row| {
                *row += 1;
                *row - 1
            });
            let x = MARGIN + COLUMN_WIDTH * u32::try_from(column).unwrap_or(0);
            (x, HEADING + ROW_HEIGHT.saturating_mul(row))
        })
        .collect();
    let most = rows.iter().copied().max().unwrap_or(0).max(1);
    let width = 2 * MARGIN + COLUMN_WIDTH * 4 + BOX_WIDTH;
    let height = HEADING + MARGIN + ROW_HEIGHT.saturating_mul(most);
    let mut picture = Picture::new(width, height);
    for (number, (_, heading, _)) in (0_u32..).zip(COLUMNS) {
        let x = MARGIN + COLUMN_WIDTH * number;
        picture.text(f64::from(x), 36.0, "#555555", heading);
    }
    for (from, to) in &graph.edges {
        if let (Some(from), Some(to)) = (places.get(*from), places.get(*to)) {
            edge(&mut picture, *from, *to);
        }
    }
    for (node, place) in graph.nodes.iter().zip(&places) {
        draw(&mut picture, node, *place);
    }
    picture.finish("events from producers to targets")
}

fn column(kind: NodeKind) -> usize {
    let found = COLUMNS.iter().position(|(one, ..)| *one == kind);
    found.unwrap_or(0)
}

/// A line from the right of one box to the left of another; its end is a small square.
fn edge(picture: &mut Picture, from: (u32, u32), to: (u32, u32)) {
    let middle = |y: u32| f64::from(y + BOX_HEIGHT / 2);
    let (begin, end) = (f64::from(from.0 + BOX_WIDTH), f64::from(to.0));
    picture.line((begin, middle(from.1)), (end, middle(to.1)), "#9aa0a6");
    picture.rectangle(end - 4.0, middle(to.1) - 2.0, 4.0, 4.0, "#5f6368", "");
}

fn draw(picture: &mut Picture, node: &NodeReport, (x, y): (u32, u32)) {
    let fill = COLUMNS
        .get(column(node.kind))
        .map_or("#ffffff", |(_, _, fill)| fill);
    let (x, y) = (f64::from(x), f64::from(y));
    let (width, height) = (f64::from(BOX_WIDTH), f64::from(BOX_HEIGHT));
    picture.rectangle(x, y, width, height, fill, &node.label);
    let label = super::short(&node.label);
    let label = cut(&label, LABEL_CHARACTERS);
    picture.text(x + 8.0, y + 16.0, "#202124", &label);
}
