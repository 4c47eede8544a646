//! What a command costs.

use crate::Result;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a command cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// From its start to its end.
    pub(crate) wall: Duration,
    /// What the processors spent on it and on the programs that it ran, in it and for it in the system. Other work on
    /// the machine changes it little. The wall time where the system doesn't tell.
    pub(crate) cpu: Duration,
}

/// Runs a command to its end. One that fails is an error with what it said.
pub(crate) fn run(command: &mut Command) -> Result<Cost> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let (cpu, start) = (children()?, Instant::now());
    let output = command
        .output()
        .map_err(|error| format!("{command:?} can't be run: {error}"))?;
    let wall = start.elapsed();
    let cpu = match (cpu, children()?) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => wall,
    };
    if output.status.success() {
        return Ok(Cost { wall, cpu });
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?} failed:\n{said}").into())
}

/// The processors' time of all programs that have ended.
#[cfg(unix)]
fn children() -> Result<Option<Duration>> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let duration = |time: TimeVal| {
        let micros = time.tv_sec() * 1_000_000 + time.tv_usec();
        Duration::from_micros(u64::try_from(micros).unwrap_or_default())
    };
    Ok(Some(duration(usage.user_time()) + duration(usage.system_time())))
}

#[cfg(not(unix))]
fn children() -> Result<Option<Duration>> {
    Ok(None)
}

/// The middle of a list, or the mean of the two in the middle; 0 of none.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let at = |index: usize| values.get(index).copied().unwrap_or_default();
    if values.len().is_multiple_of(2) {
        f64::midpoint(at(middle.saturating_sub(1)), at(middle))
    } else {
        at(middle)
    }
}

/// The costs of one command in several rounds.
#[derive(Debug, Default)]
pub(crate) struct Rounds(pub(crate) Vec<Cost>);

impl Rounds {
    /// The median of the wall times, in seconds.
    pub(crate) fn wall(&self) -> f64 {
        median(self.0.iter().map(|cost| cost.wall.as_secs_f64()))
    }

    /// The median of the processors' times, in seconds.
    pub(crate) fn cpu(&self) -> f64 {
        median(self.0.iter().map(|cost| cost.cpu.as_secs_f64()))
    }

    /// How many times as much another command cost: the median over the rounds, each compared in itself, so that a
    /// busy machine counts on both sides.
    pub(crate) fn ratio(&self, other: &Self, of: impl Fn(&Cost) -> Duration) -> f64 {
        let rounds = self.0.iter().zip(&other.0);
        median(rounds.map(|(own, other)| of(other).as_secs_f64() / of(own).as_secs_f64()))
    }
}
