//! Runs the operator until it is told to stop.

use kube::Client;

#[tokio::main]
async fn main() -> Result<(), kube::Error> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let client = Client::try_default().await?;
    database_operator::controller::run(client).await;
    Ok(())
}
