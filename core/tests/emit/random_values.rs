//! Values of random shape, from a fixed seed, made of what is hard to print.

use kubewright_core::emit;
use serde_json::{Map, Value, json};

use crate::readers::assert_reads_back;

const PIECES: [&str; 50] = [
    "",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\r",
    "a",
    "b c",
    "-",
    "- ",
    "?",
    "? ",
    ":",
    ": ",
    "#",
    " #",
    "'",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&",
    "*",
    "!",
    "|",
    ">",
    "%",
    "@",
    "`",
    "---",
    "...",
    "~",
    "=",
    "<<",
    "yes",
    "null",
    "1",
    "0x1",
    "1_0",
    ".5",
    "12:30",
    "2020-01-01",
    "é",
    "😀",
    "\u{85}",
    "\u{feff}",
];

/// Xorshift: the same numbers in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % bound
    }

    fn text(&mut self) -> String {
        (0..self.below(6))
            .map(|_| PIECES[self.below(PIECES.len())])
            .collect()
    }

    fn scalar(&mut self) -> Value {
        match self.below(10) {
            0 => Value::Null,
            1 => json!(self.below(2) == 0),
            2 => json!(self.below(1 << 40) as i64 - (1 << 39)),
            // Twenty bits times a power of two: a decimal that any reader turns into the same float.
            3 => json!(self.below(1 << 20) as f64 * 2_f64.powi(self.below(120) as i32 - 60)),
            _ => json!(self.text()),
        }
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 1 } else { 4 }) {
            0 => self.scalar(),
            1 => (0..self.below(4)).map(|_| self.value(depth - 1)).collect(),
            _ => {
                let entries: Map<_, _> = (0..self.below(4))
                    .map(|_| (self.text(), self.value(depth - 1)))
                    .collect();
                entries.into()
            }
        }
    }
}

#[test]
fn random_values_are_read_back_by_every_reader() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for _ in 0..1000 {
        let value = numbers.value(5);
        assert_reads_back(&value, &emit::yaml(&value));
        assert_eq!(serde_json::from_str::<Value>(&emit::json(&value)).unwrap(), value);
    }
}
