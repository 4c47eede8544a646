//! What is to be known about the engines' images.

use crate::api::Engine;

/// The facts about an engine's image.
pub(super) struct Image {
    /// Its repository.
    pub(super) repository: &'static str,
    /// The port on which it listens.
    pub(super) port: i32,
    /// The folder in which it keeps its data.
    pub(super) data: &'static str,
    /// The variable that holds the administrator's password.
    pub(super) password: &'static str,
}

/// The image of an engine.
pub(super) fn image(engine: Engine) -> Image {
    match engine {
        Engine::Postgres => Image {
            repository: "postgres",
            port: 5432,
            data: "/var/lib/postgresql",
            password: "POSTGRES_PASSWORD",
        },
        Engine::MySql => Image {
            repository: "mysql",
            port: 3306,
            data: "/var/lib/mysql",
            password: "MYSQL_ROOT_PASSWORD",
        },
    }
}
