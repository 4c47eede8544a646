//! Constants and defaults in the holes of templates.

use super::Schemas;
use super::scene::Scene;
use crate::resolve::types::substitute;
use crate::resolve::value::{Asked, Values};
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::model::{Hole, HoleId};
use kubewright_core::template::Filling;

impl Schemas<'_> {
    /// What fills a hole that is a value.
    pub(super) fn value(&self, hole: HoleId, written: &Hole, scene: &Scene<'_>) -> Filling {
        let site = self.containers.site(scene.id);
        let values = Values {
            types: self.types,
            containers: self.containers,
        };
        let asked = Asked {
            site: &site,
            given: scene.given,
            literal: scene.is_literal(hole, written),
        };
        let known = |ty| {
            self.types
                .resolve(ty, &site)
                .map(|ty| substitute(&ty, scene.given))
        };
        let (value, shown, span) = match written {
            Hole::Const(path) => (
                values.constant(path, &asked),
                format!("the constant `{path}`"),
                path.span,
            ),
            Hole::DefaultFn(path) => {
                let wanted = match scene.type_of_default(hole).map(known) {
                    // its own hole has said that the type is not known
                    Some(Err(_)) if !asked.literal => return Filling::Unknown(String::new()),
                    wanted => wanted.and_then(Result::ok),
                };
                (
                    values.default_fn(path, wanted.as_ref(), &asked),
                    format!("what `{path}` gives"),
                    path.span,
                )
            }
            Hole::Type(ty) | Hole::Default(ty) => {
                let value = match known(ty) {
                    Ok(known) => values.default_of(&known, &asked),
                    Err(_) if !asked.literal => return Filling::Unknown(String::new()),
                    Err(wrong) => Err(wrong.message),
                };
                (value, format!("the default of `{ty}`"), ty.span())
            }
        };
        let doubts = self.types.names.take_doubts(span, &scene.path(hole, written));
        match value {
            Ok(value) => Filling::Value(value),
            Err(_) if !doubts.is_empty() => {
                self.wrong.borrow_mut().extend(doubts);
                super::nothing()
            }
            Err(why) => {
                let message = format!("{shown} can't be read from the source");
                let wrong = Diagnostic::new(Code::ValueUnknown, span, "", message);
                let wrong = wrong.note(why).help(scene.way_out(hole, written));
                self.refuse(wrong, hole, written, scene)
            }
        }
    }
}
