//! A file without a name, for what does not fit into memory; and files that are written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

/// Writes a file beside another, and puts it in its place when it is whole. A link stays one, and rights stay as they are.
pub(super) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let real = path.canonicalize().ok();
    let Some(real) = real.filter(|real| real.is_file()) else {
        // What is not there yet, and what is no file, has nothing that could be lost.
        return fs::write(path, content);
    };
    if real.metadata()?.permissions().readonly() {
        // Renaming asks the directory alone.
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is read-only",
        ));
    }
    let mut name = real.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = real.with_file_name(name);
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&beside)
        .and_then(|mut file| {
            file.write_all(content)?;
            file.sync_all()?;
            fs::set_permissions(&beside, real.metadata()?.permissions())?;
            fs::rename(&beside, &real)
        });
    if written.is_err() {
        // It is the failure that is told, not that something was left.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Creates one in the directory for temporary files. It is gone when it is closed, also when the program is killed.
pub(super) fn file() -> io::Result<File> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    /// How many names are tried: another program may have made files of such names.
    const TRIES: u32 = 64;
    let mut last = None;
    for _ in 0..TRIES {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("evb-{}-{number}", std::process::id());
        match created(&std::env::temp_dir().join(name)) {
            Ok(file) => return Ok(file),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AlreadyExists.into()))
}

#[cfg(unix)]
fn created(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // Nobody else may read what events hold, and nobody can once the name is gone.
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    std::fs::remove_file(path)?;
    Ok(file)
}

#[cfg(windows)]
fn created(path: &Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt as _;
    /// Windows removes the file when the last handle is closed.
    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .custom_flags(FILE_FLAG_DELETE_ON_CLOSE)
        .open(path)
}

#[cfg(not(any(unix, windows)))]
fn created(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .open(path)
}
