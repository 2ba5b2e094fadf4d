//! Demo data (being written).
use crate::state::AppState;
/// Login.
pub const LOGIN: &str = "lena";
/// Password.
pub const PASSWORD: &str = "paper lantern by the lake";
/// Fill.
pub async fn fill(_state: &AppState) -> anyhow::Result<()> {
    Ok(())
}
/// Has.
pub async fn has_login(_state: &AppState) -> anyhow::Result<bool> {
    Ok(false)
}
/// Many.
pub async fn add_many_events(_state: &AppState, _url: &str, _count: u32) -> anyhow::Result<()> {
    Ok(())
}
