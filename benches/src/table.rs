//! Tables as text, that Markdown reads as tables too.

use crate::measure::Rounds;
use std::fmt;

/// A table, all of whose rows have as many cells as its head.
#[derive(Debug)]
pub(crate) struct Table {
    title: String,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a title and a head.
    pub(crate) fn new(title: &str, head: &[&str]) -> Self {
        Self {
            title: title.to_owned(),
            rows: vec![head.iter().map(|&cell| cell.to_owned()).collect()],
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut widths = Vec::new();
        for row in &self.rows {
            widths.resize(widths.len().max(row.len()), 0);
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        writeln!(f, "### {}\n", self.title)?;
        for (index, row) in self.rows.iter().enumerate() {
            for (number, (width, cell)) in widths.iter().zip(row).enumerate() {
                if number == 0 {
                    write!(f, "| {cell:<width$} ")?;
                } else {
                    write!(f, "| {cell:>width$} ")?;
                }
            }
            writeln!(f, "|")?;
            if index == 0 {
                for (number, width) in widths.iter().enumerate() {
                    let colon = if number == 0 { "-" } else { ":" };
                    write!(f, "|{}{colon}", "-".repeat(width + 1))?;
                }
                writeln!(f, "|")?;
            }
        }
        Ok(())
    }
}

/// The medians of some rounds in seconds: wall / CPU.
pub(crate) fn seconds(rounds: &Rounds) -> String {
    format!("{:.3} / {:.3}", rounds.wall(), rounds.cpu())
}

/// A ratio: `120 x`.
pub(crate) fn times(ratio: f64) -> String {
    format!("{ratio:.0} x")
}

/// A ratio as what is more than one: `+ 5.0`.
pub(crate) fn over(ratio: f64) -> String {
    format!("{:+.1}", (ratio - 1.0) * 100.0)
}
