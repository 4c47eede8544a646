//! A key of fields on a type.

use kubewright::DeepCopy;

#[derive(DeepCopy)]
#[deep_copy(clone)]
pub struct Cache {
    pub size: u8,
}

fn main() {}
