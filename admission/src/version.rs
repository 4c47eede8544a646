//! The Kubernetes versions whose rules are known.

use std::fmt;
use std::str::FromStr;

/// A minor version of Kubernetes whose API server's rules were measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KubernetesVersion {
    /// 1.33
    V1_33,
    /// 1.34
    V1_34,
    /// 1.35
    V1_35,
    /// 1.36
    V1_36,
    /// 1.37, the newest known
    #[default]
    V1_37,
}

impl KubernetesVersion {
    /// Every known version, oldest first.
    pub const ALL: [Self; 5] = [Self::V1_33, Self::V1_34, Self::V1_35, Self::V1_36, Self::V1_37];

    /// The minor number: 37 for 1.37.
    pub fn minor(self) -> u32 {
        match self {
            Self::V1_33 => 33,
            Self::V1_34 => 34,
            Self::V1_35 => 35,
            Self::V1_36 => 36,
            Self::V1_37 => 37,
        }
    }
}

impl fmt::Display for KubernetesVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.minor())
    }
}

/// A version that is not known; the text names those that are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVersion(String);

impl fmt::Display for UnknownVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Kubernetes version \"{}\" is not known; known are 1.33, 1.34, 1.35, 1.36 and 1.37",
            self.0
        )
    }
}

impl std::error::Error for UnknownVersion {}

/// Reads `1.37`, `v1.37` and `1.37.2`; the patch number does not matter.
impl FromStr for KubernetesVersion {
    type Err = UnknownVersion;

    fn from_str(text: &str) -> Result<Self, UnknownVersion> {
        let mut parts = text.strip_prefix('v').unwrap_or(text).splitn(3, '.');
        let (major, minor, patch) = (parts.next(), parts.next(), parts.next());
        let number = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit());
        Self::ALL
            .into_iter()
            .find(|v| {
                major == Some("1")
                    && minor == Some(v.minor().to_string().as_str())
                    && patch.is_none_or(number)
            })
            .ok_or_else(|| UnknownVersion(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_with_or_without_patch_and_prefix() {
        assert_eq!("1.33".parse(), Ok(KubernetesVersion::V1_33));
        assert_eq!("v1.37.2".parse(), Ok(KubernetesVersion::V1_37));
        for wrong in ["", "1", "1.32", "2.33", "1.33.x", "1.33.", "1.037"] {
            assert!(wrong.parse::<KubernetesVersion>().is_err(), "{wrong}");
        }
    }
}
