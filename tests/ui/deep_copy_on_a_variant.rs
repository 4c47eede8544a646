//! An attribute of fields on a variant.

use kubewright::DeepCopy;

#[derive(DeepCopy)]
pub enum Cache {
    #[deep_copy(clone)]
    Small(u8),
}

fn main() {}
