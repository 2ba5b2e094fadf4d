//! Backups, read and written with other code than that of the program: a tar archive inside zstd.

use std::io::{Read, Write};
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

/// The parts of a backup, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Archive(pub Vec<(String, Vec<u8>)>);

impl Archive {
    pub fn read(path: &Path) -> Self {
        let text = zstd::decode_all(std::fs::File::open(path).unwrap()).unwrap();
        let mut archive = tar::Archive::new(text.as_slice());
        let parts = archive.entries().unwrap().map(|entry| {
            let mut entry = entry.unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.path().unwrap().to_str().unwrap().to_owned(), bytes)
        });
        Self(parts.collect())
    }

    pub fn write(&self, path: &Path) {
        std::fs::write(path, zstd::encode_all(self.tar().as_slice(), 1).unwrap()).unwrap();
    }

    /// What arrives first of a backup that somebody sends and does not finish: all but the seal.
    pub fn beginning(mut self) -> Vec<u8> {
        self.0.pop();
        let tar = self.tar();
        let mut zstd = zstd::Encoder::new(Vec::new(), 1).unwrap();
        // The end of an archive is a kilobyte of zeros.
        zstd.write_all(&tar[..tar.len() - 1024]).unwrap();
        zstd.flush().unwrap();
        zstd.get_ref().clone()
    }

    fn tar(&self) -> Vec<u8> {
        let mut archive = tar::Builder::new(Vec::new());
        for (name, bytes) in &self.0 {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            archive
                .append_data(&mut header, name, bytes.as_slice())
                .unwrap();
        }
        archive.into_inner().unwrap()
    }

    /// A part that is JSON.
    pub fn json(&self, name: &str) -> Value {
        let (_, bytes) = self.0.iter().find(|(part, _)| part == name).unwrap();
        serde_json::from_slice(bytes).unwrap()
    }

    /// Only the rows: what is left when it is forgotten when they were written down.
    pub fn rows(&self) -> Vec<&(String, Vec<u8>)> {
        let rows = |(name, _): &&(String, Vec<u8>)| name.starts_with("tables/");
        self.0.iter().filter(rows).collect()
    }

    /// Puts another manifest in, and a seal that fits it.
    pub fn with_manifest(mut self, change: impl FnOnce(&mut Value)) -> Self {
        let mut manifest = self.json("manifest.json");
        change(&mut manifest);
        let manifest = serde_json::to_vec(&manifest).unwrap();
        let mut seal = self.json("seal.json");
        seal["sha256"]["manifest.json"] = format!("{:x}", Sha256::digest(&manifest)).into();
        self.0[0].1 = manifest;
        self.0.last_mut().unwrap().1 = serde_json::to_vec(&seal).unwrap();
        self
    }
}
