//! Stub.
use crate::state::AppState;
/// Many.
pub async fn add_many_events(_state: &AppState, _url: &str, _count: u32) -> anyhow::Result<()> {
    Ok(())
}
