//! The file: threads of their own write and read it, since files and compression block. They and the
//! connection to the database wait for each other after a few parts.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

use super::{Manifest, Place, SEAL, Seal};

/// How many bytes of rows a part has, give or take a row.
pub(super) const PART: usize = 4 << 20;
/// The longest part that is read: a row can be longer than a part, and is at most a gigabyte.
const LONGEST_PART: u64 = (1 << 30) + PART as u64;
/// How many parts wait for who is slower.
const WAITING: usize = 2;
const COMPRESSION: i32 = 3;

/// What is handed to who writes the file.
pub(super) enum Piece {
    /// A part under its name.
    Part(String, Vec<u8>),
    /// All parts were handed over. Who writes adds the seal.
    End(Seal),
}

/// Starts to write. Returns the way to hand pieces over and what will come of it: the seal. If it
/// ends early, the pieces are not taken any more, and nothing is left.
pub(super) fn writer(place: Place) -> (mpsc::Sender<Piece>, JoinHandle<anyhow::Result<Seal>>) {
    let (sender, pieces) = mpsc::channel(WAITING);
    let writing = spawn_blocking(move || match place {
        Place::File(path) => {
            let draft = Draft::beside(&path)?;
            let seal = write_to(draft.file.as_file(), pieces)
                .with_context(|| format!("cannot write {}", path.display()))?;
            draft.keep_as(&path)?;
            Ok(seal)
        }
        Place::Stream => {
            let output = io::stdout();
            ensure!(
                !output.is_terminal(),
                "a backup is not for reading: name a file, or lead the output somewhere"
            );
            write_to(output, pieces).context("cannot write the backup")
        }
    });
    (sender, writing)
}

/// A file that only its owner can read, under another name until it is complete.
struct Draft {
    file: NamedTempFile,
    folder: PathBuf,
}

impl Draft {
    fn beside(path: &Path) -> anyhow::Result<Self> {
        ensure!(!path.is_dir(), "{} is a folder", path.display());
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        // Only its owner can read it: so are all temporary files.
        let file = tempfile::Builder::new()
            .prefix(".event-booking-backup-")
            .tempfile_in(&folder)
            .with_context(|| format!("cannot write into {}", folder.display()))?;
        Ok(Self { file, folder })
    }

    fn keep_as(self, path: &Path) -> anyhow::Result<()> {
        let cannot = || format!("cannot write {}", path.display());
        self.file.as_file().sync_all().with_context(cannot)?;
        self.file.persist(path).with_context(cannot)?;
        // So that the name survives a power cut, too. Not every file system can promise that.
        let _ = File::open(&self.folder).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

fn write_to(output: impl Write, mut pieces: mpsc::Receiver<Piece>) -> anyhow::Result<Seal> {
    let mut zstd = zstd::Encoder::new(BufWriter::new(output), COMPRESSION)?;
    zstd.include_checksum(true)?;
    let mut archive = tar::Builder::new(zstd);
    let mut seal = Seal::default();
    loop {
        match pieces.blocking_recv() {
            Some(Piece::Part(name, bytes)) => {
                append(&mut archive, &name, &bytes)?;
                seal.sha256.insert(name, sha256(&bytes));
            }
            Some(Piece::End(Seal { rows, .. })) => {
                seal.rows = rows;
                append(&mut archive, SEAL, &serde_json::to_vec_pretty(&seal)?)?;
                break;
            }
            None => bail!("the backup was broken off"),
        }
    }
    let mut output = archive.into_inner()?.finish()?;
    output.flush()?;
    Ok(seal)
}

fn append(archive: &mut tar::Builder<impl Write>, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    archive.append_data(&mut header, name, bytes)
}

fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// A part that was read.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) sha256: String,
}

/// Starts to read. Returns the parts in their order, and what became of reading in the end.
pub(super) fn reader(place: Place) -> (mpsc::Receiver<Part>, JoinHandle<anyhow::Result<()>>) {
    let (sender, parts) = mpsc::channel(WAITING);
    let reading = spawn_blocking(move || match place {
        Place::File(path) => {
            let file =
                File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
            read_from(file, &sender).with_context(|| {
                format!("{} is damaged, not complete, or no backup", path.display())
            })
        }
        Place::Stream => read_from(io::stdin(), &sender)
            .context("what was read is damaged, not complete, or no backup"),
    });
    (parts, reading)
}

fn read_from(input: impl Read, parts: &mpsc::Sender<Part>) -> anyhow::Result<()> {
    let mut zstd = zstd::Decoder::new(BufReader::new(input))?;
    let mut archive = tar::Archive::new(&mut zstd);
    for entry in archive.entries()? {
        let entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        ensure!(entry.size() <= LONGEST_PART, "{name} is too long");
        let mut bytes = Vec::new();
        entry.take(LONGEST_PART).read_to_end(&mut bytes)?;
        let sha256 = sha256(&bytes);
        let part = Part {
            name,
            bytes,
            sha256,
        };
        if parts.blocking_send(part).is_err() {
            // Who wanted them knows why they stopped.
            return Ok(());
        }
    }
    // The sum that the compression has of everything stands at the very end.
    io::copy(&mut zstd, &mut io::sink())?;
    Ok(())
}

/// Holds what is read against what must be there: every table that the manifest names, each part
/// in its place, and in the end what the seal says.
pub(super) struct Inspection<'a> {
    manifest: &'a Manifest,
    table: usize,
    number: u32,
    found: Seal,
}

impl<'a> Inspection<'a> {
    pub(super) fn of(manifest: &'a Manifest, part: &Part) -> Self {
        let mut found = Seal::default();
        found.sha256.insert(part.name.clone(), part.sha256.clone());
        let rows = manifest.tables.iter().map(|table| (table.name.clone(), 0));
        found.rows.extend(rows);
        Self {
            manifest,
            table: 0,
            number: 0,
            found,
        }
    }

    /// Which table's rows these are, by its place in the manifest.
    pub(super) fn accept(&mut self, part: &Part) -> anyhow::Result<usize> {
        let tables = &self.manifest.tables;
        while let Some(table) = tables.get(self.table) {
            if part.name == name_of(&table.name, self.number + 1) {
                self.number += 1;
                self.found
                    .sha256
                    .insert(part.name.clone(), part.sha256.clone());
                *self.found.rows.entry(table.name.clone()).or_default() += rows_in(&part.bytes);
                return Ok(self.table);
            }
            self.table += 1;
            self.number = 0;
        }
        bail!("{} is not where it belongs", part.name)
    }

    /// Whether this seal is the one of what was read.
    pub(super) fn finish(self, seal: &Part) -> anyhow::Result<Seal> {
        let seal: Seal = serde_json::from_slice(&seal.bytes).context("its seal cannot be read")?;
        for (name, sum) in &seal.sha256 {
            match self.found.sha256.get(name) {
                Some(found) => ensure!(found == sum, "{name} is not what was written"),
                None => bail!("{name} is missing"),
            }
        }
        ensure!(seal == self.found, "it is not what its seal says");
        Ok(seal)
    }
}

/// What a part of a table is called.
pub(super) fn name_of(table: &str, number: u32) -> String {
    format!("tables/{table}/{number:06}")
}

/// COPY ends every row with a line feed, and writes those inside otherwise.
pub(super) fn rows_in(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}
