//! Remembers what a step was last done for, so that it is skipped while that is the same.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// Collects everything that a step depends on.
#[derive(Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// A word, for example a version.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.field(text.as_bytes());
        self
    }

    /// The contents of a file, or of all files in a folder. What is missing counts as such.
    pub fn contents(mut self, path: &Path) -> io::Result<Self> {
        for file in files_in(path)? {
            self.field(file.as_os_str().as_encoded_bytes());
            self.field(&fs::read(&file)?);
        }
        Ok(self)
    }

    /// The names and sizes of all files in a folder, which is enough where names contain hashes.
    pub fn listing(mut self, folder: &Path) -> io::Result<Self> {
        for file in files_in(folder)? {
            self.field(file.as_os_str().as_encoded_bytes());
            self.field(&fs::metadata(&file)?.len().to_le_bytes());
        }
        Ok(self)
    }

    /// All of it, as hexadecimal digits.
    #[must_use]
    pub fn finish(self) -> String {
        self.0
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    fn field(&mut self, bytes: &[u8]) {
        self.0.update(bytes.len().to_le_bytes());
        self.0.update(bytes);
    }
}

/// Does the stamp hold exactly this fingerprint?
pub fn is_current(stamp: &Path, fingerprint: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|text| text.trim() == fingerprint)
}

/// The file itself, or every file below the folder, in a fixed order.
fn files_in(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        files.extend(files_in(&entry)?);
    }
    Ok(files)
}
