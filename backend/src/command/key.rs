//! The secret of this server.

use std::path::Path;

use actix_web::cookie::Key;
use anyhow::Context;

use crate::config::Config;

/// The key that signs the session cookie: configured, or made once and kept beside the data.
pub fn cookie_key(config: &Config) -> anyhow::Result<Key> {
    if let Some(secret) = &config.secret_key {
        return Ok(Key::derive_from(secret.expose().as_bytes()));
    }
    let path = config.data_dir.join("secret.key");
    if !path.exists() {
        write_key(&config.data_dir, &path)
            .with_context(|| format!("cannot keep a secret key in {}", path.display()))?;
    }
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    anyhow::ensure!(
        bytes.len() >= 64,
        "{} is damaged; remove it to get a new one",
        path.display()
    );
    Ok(Key::from(&bytes))
}

/// Writes a new key that only its owner can read; a half-written one is never seen.
fn write_key(dir: &Path, path: &Path) -> anyhow::Result<()> {
    use std::io::Write;
    std::fs::create_dir_all(dir)?;
    let draft = dir.join("secret.key.new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(&draft)?;
    file.write_all(Key::generate().master())?;
    file.sync_all()?;
    std::fs::rename(&draft, path)?;
    Ok(())
}
